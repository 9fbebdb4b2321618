ALTER TABLE "members" ADD COLUMN "signed_in_at" timestamp (3) with time zone;--> statement-breakpoint
UPDATE "members" SET "signed_in_at" = "seen"."at" FROM (SELECT "target_id", max("at") AS "at" FROM "audit_entries" WHERE "action" = 'session.begun' GROUP BY "target_id") AS "seen" WHERE "seen"."target_id" = "members"."id"::text;
