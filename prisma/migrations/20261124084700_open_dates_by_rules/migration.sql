-- The sweep for dates counted with other rules finds none at once when there is none.
CREATE INDEX "deadlines_open_rules" ON "deadlines"("rules_version", "request_id") WHERE "state" = 'open';
