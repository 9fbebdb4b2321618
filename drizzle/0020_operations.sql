CREATE TABLE "operations" (
	"id" uuid PRIMARY KEY NOT NULL,
	"application_id" text NOT NULL,
	"call_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"agent_leg" text NOT NULL,
	"customer_leg" text NOT NULL,
	"target_leg" text,
	"endpoint" jsonb,
	"asked_by" text,
	"progress" jsonb NOT NULL,
	"moves_before" integer NOT NULL,
	"deadline" timestamp (3) with time zone NOT NULL,
	"state" text NOT NULL,
	"problem" jsonb,
	"started_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "legs" ADD COLUMN "room" text;--> statement-breakpoint
ALTER TABLE "legs" ADD COLUMN "held_since" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "operations" ADD CONSTRAINT "operations_call_id_calls_id_fk" FOREIGN KEY ("call_id") REFERENCES "public"."calls"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "operations_one_per_call" ON "operations" USING btree ("call_id") WHERE "operations"."state" = 'running';--> statement-breakpoint
CREATE UNIQUE INDEX "operations_one_per_agent" ON "operations" USING btree ("application_id","agent_leg") WHERE "operations"."state" = 'running';--> statement-breakpoint
CREATE INDEX "operations_call" ON "operations" USING btree ("call_id");--> statement-breakpoint
CREATE INDEX "legs_in_rooms" ON "legs" USING btree ("call_id") WHERE "legs"."live" and ("legs"."room" is not null or "legs"."held_since" is not null);--> statement-breakpoint
UPDATE "legs" SET "room" = 'call-' || "c"."call_id", "held_since" = CASE WHEN "c"."ended_at" IS NULL THEN "c"."started_at" END
FROM "consults" "c"
WHERE "c"."application_id" = "legs"."application_id" AND "c"."customer_leg" = "legs"."uuid" AND "c"."left_at" IS NULL AND "legs"."live";--> statement-breakpoint
UPDATE "legs" SET "room" = CASE WHEN "c"."ended_at" IS NULL THEN 'consult-' || "c"."agent_leg" ELSE 'call-' || "c"."call_id" END
FROM "consults" "c"
WHERE "c"."application_id" = "legs"."application_id" AND "legs"."uuid" IN ("c"."agent_leg", "c"."target_leg") AND "c"."left_at" IS NULL AND "legs"."live";
