CREATE INDEX "events_without_call" ON "events" USING btree ("application_id","leg_uuid") WHERE "events"."call_id" is null and "events"."leg_uuid" is not null and "events"."applied_at" is not null;--> statement-breakpoint
-- Whoever calls in is an agent only by Vonage's word (details.user), not by a name in place of a number.
UPDATE "calls" SET "direction" = 'inbound', "user_name" = (
  SELECT l."user_name" FROM "legs" l
  WHERE l."call_id" = "calls"."id" AND l."user_name" IS NOT NULL
    AND (l."state" #>> '{details,direction,value}' IS DISTINCT FROM 'inbound' OR l."state" #> '{details,user}' IS NOT NULL)
  LIMIT 1
)
WHERE "id" IN (
  SELECT "call_id" FROM "legs"
  WHERE "user_name" IS NOT NULL AND "state" #>> '{details,direction,value}' = 'inbound' AND "state" #> '{details,user}' IS NULL
);--> statement-breakpoint
UPDATE "legs" SET "user_name" = NULL
WHERE "user_name" IS NOT NULL AND "state" #>> '{details,direction,value}' = 'inbound' AND "state" #> '{details,user}' IS NULL;
