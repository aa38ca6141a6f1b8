-- E-mail addresses compare without regard to case.
CREATE EXTENSION IF NOT EXISTS citext;

-- CreateEnum
CREATE TYPE "role" AS ENUM ('owner', 'lawyer', 'advocate', 'volunteer');

-- CreateEnum
CREATE TYPE "deadline_state" AS ENUM ('open', 'met', 'void');

-- CreateEnum
CREATE TYPE "letter_state" AS ENUM ('not_sent', 'queued', 'sending', 'sent', 'refused', 'uncertain', 'recalled');

-- CreateEnum
CREATE TYPE "notice_state" AS ENUM ('pending', 'claimed', 'sent', 'in_app', 'cancelled');

-- CreateEnum
CREATE TYPE "request_state" AS ENUM ('draft', 'not_sent', 'awaiting', 'determined', 'producing', 'closed', 'withdrawn');

-- CreateEnum
CREATE TYPE "item_state" AS ENUM ('open', 'promised', 'partly_produced', 'produced', 'withheld', 'none_found', 'withdrawn');

-- CreateTable
CREATE TABLE "installation" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "is_rehearsal" BOOLEAN NOT NULL,
    "setup_code_hash" TEXT,
    "setup_closed_at" TIMESTAMPTZ(3),
    "session_secret" TEXT NOT NULL,

    CONSTRAINT "installation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "groups" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "number_prefix" TEXT NOT NULL DEFAULT 'TD',
    "is_example" BOOLEAN NOT NULL DEFAULT false,
    "time_zone" TEXT NOT NULL DEFAULT 'America/Los_Angeles',
    "postal_address" TEXT NOT NULL DEFAULT '',
    "contact_email" TEXT NOT NULL DEFAULT '',
    "contact_phone" TEXT NOT NULL DEFAULT '',
    "fee_ceiling_cents" INTEGER NOT NULL DEFAULT 2500,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "groups_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "people" (
    "id" UUID NOT NULL,
    "group_id" UUID NOT NULL,
    "email" CITEXT NOT NULL,
    "name" TEXT NOT NULL,
    "role" "role" NOT NULL,
    "password_hash" TEXT,
    "totp_secret" TEXT,
    "totp_confirmed_at" TIMESTAMPTZ(3),
    "totp_last_step" INTEGER,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "deactivated_at" TIMESTAMPTZ(3),
    "last_seen_at" TIMESTAMPTZ(3),

    CONSTRAINT "people_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "session" (
    "sid" VARCHAR NOT NULL,
    "sess" JSON NOT NULL,
    "expire" TIMESTAMP(6) NOT NULL,
    "person_id" UUID,

    CONSTRAINT "session_pkey" PRIMARY KEY ("sid")
);

-- CreateTable
CREATE TABLE "invitations" (
    "id" UUID NOT NULL,
    "group_id" UUID NOT NULL,
    "email" CITEXT NOT NULL,
    "role" "role" NOT NULL,
    "token_hash" TEXT NOT NULL,
    "invited_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "accepted_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "invitations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sign_in_links" (
    "id" UUID NOT NULL,
    "group_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "purpose" TEXT NOT NULL,
    "token_hash" TEXT NOT NULL,
    "issued_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "sign_in_links_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "api_tokens" (
    "id" UUID NOT NULL,
    "group_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "token_hash" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_used_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "api_tokens_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "agencies" (
    "id" UUID NOT NULL,
    "group_id" UUID,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "short_name" TEXT NOT NULL,
    "unit" TEXT NOT NULL DEFAULT '',
    "level" TEXT NOT NULL,
    "statute" TEXT NOT NULL,
    "calendar_set" TEXT NOT NULL,
    "component" TEXT,
    "time_zone" TEXT NOT NULL,
    "channels" JSONB NOT NULL,
    "refuses" JSONB NOT NULL DEFAULT '[]',
    "sureness" JSONB NOT NULL DEFAULT '{}',
    "notes" TEXT NOT NULL DEFAULT '',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "retired_at" TIMESTAMPTZ(3),

    CONSTRAINT "agencies_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "agency_corrections" (
    "id" UUID NOT NULL,
    "group_id" UUID NOT NULL,
    "agency_id" UUID NOT NULL,
    "fields" JSONB NOT NULL,
    "note" TEXT NOT NULL DEFAULT '',
    "corrected_by_id" UUID NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "agency_corrections_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "facts" (
    "id" UUID NOT NULL,
    "group_id" UUID NOT NULL,
    "request_id" UUID NOT NULL,
    "type" TEXT NOT NULL,
    "date" DATE NOT NULL,
    "time" TEXT,
    "basis" TEXT NOT NULL,
    "presumed" BOOLEAN NOT NULL DEFAULT false,
    "details" JSONB NOT NULL DEFAULT '{}',
    "note" TEXT NOT NULL DEFAULT '',
    "letter_id" UUID,
    "document_id" UUID,
    "recorded_by_id" UUID,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "superseded_at" TIMESTAMPTZ(3),
    "superseded_by_id" UUID,
    "superseded_why" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "facts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "deadlines" (
    "id" UUID NOT NULL,
    "group_id" UUID NOT NULL,
    "request_id" UUID NOT NULL,
    "rule" TEXT NOT NULL,
    "owner" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "nominal" DATE NOT NULL,
    "earliest" DATE NOT NULL,
    "due" DATE NOT NULL,
    "assert_after" DATE,
    "last_lawful" DATE,
    "by_calendar" JSONB NOT NULL DEFAULT '{}',
    "citation" TEXT NOT NULL,
    "confidence" TEXT NOT NULL,
    "derivation" JSONB NOT NULL,
    "presumed" BOOLEAN NOT NULL DEFAULT false,
    "state" "deadline_state" NOT NULL DEFAULT 'open',
    "closed_on" DATE,
    "time_zone" TEXT NOT NULL,
    "rules_version" TEXT NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "deadlines_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "deadline_revisions" (
    "id" UUID NOT NULL,
    "group_id" UUID NOT NULL,
    "deadline_id" UUID NOT NULL,
    "revision" INTEGER NOT NULL,
    "due" DATE NOT NULL,
    "assert_after" DATE,
    "presumed" BOOLEAN NOT NULL,
    "state" "deadline_state" NOT NULL,
    "reason" TEXT NOT NULL,
    "fact_id" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "deadline_revisions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "documents" (
    "id" UUID NOT NULL,
    "group_id" UUID NOT NULL,
    "request_id" UUID NOT NULL,
    "n" INTEGER NOT NULL,
    "sha256" TEXT NOT NULL,
    "size" BIGINT NOT NULL,
    "original_name" TEXT NOT NULL,
    "media_type" TEXT NOT NULL,
    "kind" TEXT NOT NULL DEFAULT 'response',
    "source" TEXT NOT NULL DEFAULT 'upload',
    "uploaded_by_id" UUID NOT NULL,
    "uploaded_at" TIMESTAMPTZ(3) NOT NULL,
    "released_at" TIMESTAMPTZ(3),
    "released_by_id" UUID,

    CONSTRAINT "documents_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "letters" (
    "id" UUID NOT NULL,
    "group_id" UUID NOT NULL,
    "request_id" UUID NOT NULL,
    "template_slug" TEXT NOT NULL,
    "template_hash" TEXT NOT NULL,
    "state" "letter_state" NOT NULL,
    "channel" TEXT NOT NULL,
    "to_address" TEXT NOT NULL DEFAULT '',
    "from_address" TEXT NOT NULL DEFAULT '',
    "reply_address" TEXT NOT NULL DEFAULT '',
    "subject" TEXT NOT NULL,
    "body_text" TEXT NOT NULL,
    "body_html" TEXT NOT NULL,
    "content_hash" TEXT NOT NULL,
    "message_id" TEXT NOT NULL,
    "created_by_id" UUID NOT NULL,
    "frozen_at" TIMESTAMPTZ(3) NOT NULL,
    "claimed_at" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "next_attempt_at" TIMESTAMPTZ(3),
    "last_error" TEXT NOT NULL DEFAULT '',
    "sent_at" TIMESTAMPTZ(3),
    "sent_on" DATE,
    "delivered_by_id" UUID,
    "proof_document_id" UUID,
    "server_reply" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "letters_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "notices" (
    "id" UUID NOT NULL,
    "group_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "request_id" UUID NOT NULL,
    "deadline_id" UUID NOT NULL,
    "rung" TEXT NOT NULL,
    "for_date" DATE NOT NULL,
    "due_on" DATE NOT NULL,
    "state" "notice_state" NOT NULL DEFAULT 'pending',
    "message_id" TEXT NOT NULL,
    "claimed_at" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "next_attempt_at" TIMESTAMPTZ(3),
    "last_error" TEXT NOT NULL DEFAULT '',
    "sent_at" TIMESTAMPTZ(3),
    "seen_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "notices_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "rate_limits" (
    "key" VARCHAR(255) NOT NULL,
    "points" INTEGER NOT NULL DEFAULT 0,
    "expire" BIGINT,

    CONSTRAINT "rate_limits_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "records_requests" (
    "id" UUID NOT NULL,
    "group_id" UUID NOT NULL,
    "number" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "agency_id" UUID NOT NULL,
    "statute" TEXT NOT NULL,
    "template_slug" TEXT,
    "state" "request_state" NOT NULL DEFAULT 'draft',
    "responsible_id" UUID NOT NULL,
    "created_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "reply_token" TEXT NOT NULL,
    "sent_on" DATE,
    "moved_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_on" DATE,
    "next_due" DATE,
    "next_assert_after" DATE,
    "next_presumed" BOOLEAN NOT NULL DEFAULT false,
    "draft" JSONB,
    "draft_version" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "records_requests_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "number_series" (
    "group_id" UUID NOT NULL,
    "year" INTEGER NOT NULL,
    "next" INTEGER NOT NULL,

    CONSTRAINT "number_series_pkey" PRIMARY KEY ("group_id","year")
);

-- CreateTable
CREATE TABLE "request_items" (
    "id" UUID NOT NULL,
    "group_id" UUID NOT NULL,
    "request_id" UUID NOT NULL,
    "n" INTEGER NOT NULL,
    "heading" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "where_to_look" TEXT NOT NULL DEFAULT '',
    "period" TEXT NOT NULL DEFAULT '',
    "format" TEXT NOT NULL DEFAULT '',
    "fields" TEXT NOT NULL DEFAULT '',
    "state" "item_state" NOT NULL DEFAULT 'open',
    "promised_for" DATE,
    "ground" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "request_items_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "agency_numbers" (
    "id" UUID NOT NULL,
    "group_id" UUID NOT NULL,
    "request_id" UUID NOT NULL,
    "number" TEXT NOT NULL,
    "noted_by_id" UUID NOT NULL,
    "noted_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "agency_numbers_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "events" (
    "id" UUID NOT NULL,
    "group_id" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "type" TEXT NOT NULL,
    "request_id" UUID,
    "person_id" UUID,
    "subject_type" TEXT,
    "subject_id" UUID,
    "digest" TEXT NOT NULL,
    "prev_hash" TEXT NOT NULL,
    "hash" TEXT NOT NULL,

    CONSTRAINT "events_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "event_words" (
    "event_id" UUID NOT NULL,
    "group_id" UUID NOT NULL,
    "salt" TEXT,
    "words" JSONB,
    "erased_at" TIMESTAMPTZ(3),

    CONSTRAINT "event_words_pkey" PRIMARY KEY ("event_id")
);

-- CreateTable
CREATE TABLE "chain_heads" (
    "group_id" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "hash" TEXT NOT NULL,

    CONSTRAINT "chain_heads_pkey" PRIMARY KEY ("group_id")
);

-- CreateIndex
CREATE INDEX "people_email_idx" ON "people"("email");

-- CreateIndex
CREATE UNIQUE INDEX "people_group_id_email_key" ON "people"("group_id", "email");

-- CreateIndex
CREATE UNIQUE INDEX "people_group_id_id_key" ON "people"("group_id", "id");

-- CreateIndex
CREATE INDEX "session_expire_idx" ON "session"("expire");

-- CreateIndex
CREATE INDEX "session_person_id_idx" ON "session"("person_id");

-- CreateIndex
CREATE UNIQUE INDEX "invitations_token_hash_key" ON "invitations"("token_hash");

-- CreateIndex
CREATE INDEX "invitations_group_id_created_at_idx" ON "invitations"("group_id", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "sign_in_links_token_hash_key" ON "sign_in_links"("token_hash");

-- CreateIndex
CREATE INDEX "sign_in_links_person_id_idx" ON "sign_in_links"("person_id");

-- CreateIndex
CREATE UNIQUE INDEX "api_tokens_token_hash_key" ON "api_tokens"("token_hash");

-- CreateIndex
CREATE INDEX "api_tokens_person_id_idx" ON "api_tokens"("person_id");

-- CreateIndex
CREATE INDEX "agencies_group_id_slug_idx" ON "agencies"("group_id", "slug");

-- CreateIndex
CREATE UNIQUE INDEX "agency_corrections_group_id_agency_id_key" ON "agency_corrections"("group_id", "agency_id");

-- CreateIndex
CREATE INDEX "facts_group_id_request_id_date_idx" ON "facts"("group_id", "request_id", "date");

-- CreateIndex
CREATE INDEX "deadlines_group_id_state_due_idx" ON "deadlines"("group_id", "state", "due");

-- CreateIndex
CREATE INDEX "deadlines_state_due_id_idx" ON "deadlines"("state", "due", "id");

-- CreateIndex
CREATE INDEX "deadlines_state_assert_after_id_idx" ON "deadlines"("state", "assert_after", "id");

-- CreateIndex
CREATE UNIQUE INDEX "deadlines_request_id_rule_key" ON "deadlines"("request_id", "rule");

-- CreateIndex
CREATE UNIQUE INDEX "deadlines_group_id_id_key" ON "deadlines"("group_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "deadline_revisions_deadline_id_revision_key" ON "deadline_revisions"("deadline_id", "revision");

-- CreateIndex
CREATE INDEX "documents_group_id_uploaded_at_id_idx" ON "documents"("group_id", "uploaded_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "documents_group_id_uploaded_by_id_uploaded_at_idx" ON "documents"("group_id", "uploaded_by_id", "uploaded_at" DESC);

-- CreateIndex
CREATE INDEX "documents_group_id_sha256_idx" ON "documents"("group_id", "sha256");

-- CreateIndex
CREATE UNIQUE INDEX "documents_request_id_sha256_key" ON "documents"("request_id", "sha256");

-- CreateIndex
CREATE UNIQUE INDEX "documents_request_id_n_key" ON "documents"("request_id", "n");

-- CreateIndex
CREATE UNIQUE INDEX "documents_group_id_id_key" ON "documents"("group_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "letters_message_id_key" ON "letters"("message_id");

-- CreateIndex
CREATE INDEX "letters_group_id_request_id_idx" ON "letters"("group_id", "request_id");

-- CreateIndex
CREATE INDEX "letters_group_id_state_frozen_at_id_idx" ON "letters"("group_id", "state", "frozen_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "letters_state_next_attempt_at_idx" ON "letters"("state", "next_attempt_at");

-- CreateIndex
CREATE UNIQUE INDEX "letters_group_id_id_key" ON "letters"("group_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "notices_message_id_key" ON "notices"("message_id");

-- CreateIndex
CREATE INDEX "notices_state_next_attempt_at_idx" ON "notices"("state", "next_attempt_at");

-- CreateIndex
CREATE INDEX "notices_group_id_person_id_seen_at_created_at_idx" ON "notices"("group_id", "person_id", "seen_at", "created_at" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "notices_deadline_id_person_id_rung_for_date_key" ON "notices"("deadline_id", "person_id", "rung", "for_date");

-- CreateIndex
CREATE UNIQUE INDEX "records_requests_reply_token_key" ON "records_requests"("reply_token");

-- CreateIndex
CREATE INDEX "records_requests_group_id_moved_at_id_idx" ON "records_requests"("group_id", "moved_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "records_requests_group_id_state_moved_at_id_idx" ON "records_requests"("group_id", "state", "moved_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "records_requests_group_id_agency_id_moved_at_id_idx" ON "records_requests"("group_id", "agency_id", "moved_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "records_requests_group_id_responsible_id_moved_at_id_idx" ON "records_requests"("group_id", "responsible_id", "moved_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "records_requests_group_id_next_due_idx" ON "records_requests"("group_id", "next_due");

-- CreateIndex
CREATE UNIQUE INDEX "records_requests_group_id_number_key" ON "records_requests"("group_id", "number");

-- CreateIndex
CREATE UNIQUE INDEX "records_requests_group_id_id_key" ON "records_requests"("group_id", "id");

-- CreateIndex
CREATE INDEX "request_items_group_id_request_id_idx" ON "request_items"("group_id", "request_id");

-- CreateIndex
CREATE UNIQUE INDEX "request_items_request_id_n_key" ON "request_items"("request_id", "n");

-- CreateIndex
CREATE INDEX "agency_numbers_group_id_number_idx" ON "agency_numbers"("group_id", "number");

-- CreateIndex
CREATE UNIQUE INDEX "agency_numbers_request_id_number_key" ON "agency_numbers"("request_id", "number");

-- CreateIndex
CREATE INDEX "events_group_id_request_id_seq_idx" ON "events"("group_id", "request_id", "seq");

-- CreateIndex
CREATE UNIQUE INDEX "events_group_id_seq_key" ON "events"("group_id", "seq");

-- AddForeignKey
ALTER TABLE "people" ADD CONSTRAINT "people_group_id_fkey" FOREIGN KEY ("group_id") REFERENCES "groups"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_group_id_fkey" FOREIGN KEY ("group_id") REFERENCES "groups"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sign_in_links" ADD CONSTRAINT "sign_in_links_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "people"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_tokens" ADD CONSTRAINT "api_tokens_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "people"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "agency_corrections" ADD CONSTRAINT "agency_corrections_agency_id_fkey" FOREIGN KEY ("agency_id") REFERENCES "agencies"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "facts" ADD CONSTRAINT "facts_group_id_request_id_fkey" FOREIGN KEY ("group_id", "request_id") REFERENCES "records_requests"("group_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "deadlines" ADD CONSTRAINT "deadlines_group_id_request_id_fkey" FOREIGN KEY ("group_id", "request_id") REFERENCES "records_requests"("group_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "deadline_revisions" ADD CONSTRAINT "deadline_revisions_group_id_deadline_id_fkey" FOREIGN KEY ("group_id", "deadline_id") REFERENCES "deadlines"("group_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "documents" ADD CONSTRAINT "documents_group_id_request_id_fkey" FOREIGN KEY ("group_id", "request_id") REFERENCES "records_requests"("group_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "letters" ADD CONSTRAINT "letters_group_id_request_id_fkey" FOREIGN KEY ("group_id", "request_id") REFERENCES "records_requests"("group_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "records_requests" ADD CONSTRAINT "records_requests_group_id_fkey" FOREIGN KEY ("group_id") REFERENCES "groups"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "records_requests" ADD CONSTRAINT "records_requests_agency_id_fkey" FOREIGN KEY ("agency_id") REFERENCES "agencies"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "records_requests" ADD CONSTRAINT "records_requests_group_id_responsible_id_fkey" FOREIGN KEY ("group_id", "responsible_id") REFERENCES "people"("group_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "request_items" ADD CONSTRAINT "request_items_group_id_request_id_fkey" FOREIGN KEY ("group_id", "request_id") REFERENCES "records_requests"("group_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "agency_numbers" ADD CONSTRAINT "agency_numbers_group_id_request_id_fkey" FOREIGN KEY ("group_id", "request_id") REFERENCES "records_requests"("group_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "event_words" ADD CONSTRAINT "event_words_event_id_fkey" FOREIGN KEY ("event_id") REFERENCES "events"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- The timeline is append-only: the database itself refuses to change or remove an entry.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the timeline is append-only: % on % is refused', TG_OP, TG_TABLE_NAME;
END $$;

CREATE TRIGGER events_are_append_only BEFORE UPDATE OR DELETE ON "events"
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER events_are_not_truncated BEFORE TRUNCATE ON "events"
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Words may be erased, whole and for good; they are never rewritten and their row never goes.
CREATE FUNCTION only_erase_words() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND OLD.erased_at IS NULL AND NEW.erased_at IS NOT NULL AND NEW.words IS NULL AND NEW.salt IS NULL
     AND NEW.event_id = OLD.event_id AND NEW.group_id = OLD.group_id THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'words of the timeline can only be erased: % is refused', TG_OP;
END $$;

CREATE TRIGGER event_words_only_erase BEFORE UPDATE OR DELETE ON "event_words"
  FOR EACH ROW EXECUTE FUNCTION only_erase_words();

-- A letter's words are frozen: only its way changes.
CREATE FUNCTION letter_words_are_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.subject IS DISTINCT FROM OLD.subject OR NEW.body_text IS DISTINCT FROM OLD.body_text OR NEW.body_html IS DISTINCT FROM OLD.body_html
     OR NEW.content_hash IS DISTINCT FROM OLD.content_hash OR NEW.message_id IS DISTINCT FROM OLD.message_id THEN
    RAISE EXCEPTION 'a letter is frozen: its words cannot be changed';
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER letters_are_frozen BEFORE UPDATE ON "letters"
  FOR EACH ROW EXECUTE FUNCTION letter_words_are_frozen();

-- connect-pg-simple writes sid, sess and expire; whose session it is lies inside the JSON.
CREATE FUNCTION session_person() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.person_id := (NEW.sess ->> 'personId')::uuid;
  RETURN NEW;
END $$;

CREATE TRIGGER session_knows_its_person BEFORE INSERT OR UPDATE ON "session"
  FOR EACH ROW EXECUTE FUNCTION session_person();

-- There is one installation.
ALTER TABLE "installation" ADD CONSTRAINT "installation_is_one" CHECK (id = 1);
