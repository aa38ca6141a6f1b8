-- AlterTable
ALTER TABLE "message_attachments" ADD COLUMN     "inline" BOOLEAN NOT NULL DEFAULT false;
