CREATE TABLE Public.Ledger (ID uuid PRIMARY KEY, "Amount Due" numeric(10, 2) NOT NULL, Total NUMERIC);
ALTER TABLE LEDGER ADD COLUMN "note" text;
ALTER TABLE ledger ADD CONSTRAINT positive CHECK ("Amount Due" > 0);
CREATE INDEX ON ledger (Total);
CREATE INDEX ON ledger (Total, note);
CREATE INDEX ON ledger (total);
ALTER TABLE "Ledger" ADD COLUMN x int;
ALTER TABLE ledger RENAME COLUMN "amount due" TO due;
