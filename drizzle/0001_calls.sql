ALTER TABLE "conversations" DISABLE ROW LEVEL SECURITY;--> statement-breakpoint
DROP TABLE "conversations" CASCADE;--> statement-breakpoint
ALTER TABLE "calls" ADD COLUMN "key" text NOT NULL;--> statement-breakpoint
ALTER TABLE "legs" ADD COLUMN "user_name" text;--> statement-breakpoint
ALTER TABLE "events" ADD COLUMN "leg_uuid" text;--> statement-breakpoint
ALTER TABLE "events" ADD COLUMN "conversation_uuid" text;--> statement-breakpoint
CREATE INDEX "legs_user" ON "legs" USING btree ("application_id","user_name","call_id");--> statement-breakpoint
CREATE INDEX "events_conversation" ON "events" USING btree ("application_id","conversation_uuid") WHERE "events"."leg_uuid" is null and "events"."conversation_uuid" is not null;--> statement-breakpoint
ALTER TABLE "calls" ADD CONSTRAINT "calls_key" UNIQUE("application_id","key");--> statement-breakpoint
CREATE TABLE "stays" (
	"application_id" text NOT NULL,
	"conversation_uuid" text NOT NULL,
	"leg_uuid" text NOT NULL,
	"since" timestamp (3) with time zone NOT NULL,
	"home" boolean NOT NULL,
	CONSTRAINT "stays_application_id_conversation_uuid_leg_uuid_pk" PRIMARY KEY("application_id","conversation_uuid","leg_uuid")
);
--> statement-breakpoint
CREATE INDEX "stays_leg" ON "stays" USING btree ("application_id","leg_uuid");