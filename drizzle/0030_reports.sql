CREATE TABLE "agent_quarter_hours" (
	"application_id" text NOT NULL,
	"quarter" timestamp (3) with time zone NOT NULL,
	"agent" text NOT NULL,
	"inbound" integer NOT NULL,
	"outbound" integer NOT NULL,
	"talk" integer NOT NULL,
	CONSTRAINT "agent_quarter_hours_application_id_quarter_agent_pk" PRIMARY KEY("application_id","quarter","agent")
);
--> statement-breakpoint
CREATE TABLE "counted_calls" (
	"call_id" uuid PRIMARY KEY NOT NULL,
	"application_id" text NOT NULL,
	"counted" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "quarter_hours" (
	"application_id" text NOT NULL,
	"quarter" timestamp (3) with time zone NOT NULL,
	"direction" text NOT NULL,
	"outcome" text NOT NULL,
	"reason" text NOT NULL,
	"country" text NOT NULL,
	"calls" integer NOT NULL,
	"in_time" integer NOT NULL,
	"wait" integer NOT NULL,
	"talk" integer NOT NULL,
	CONSTRAINT "quarter_hours_application_id_quarter_direction_outcome_reason_country_pk" PRIMARY KEY("application_id","quarter","direction","outcome","reason","country")
);
--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "time_zone" text;--> statement-breakpoint
CREATE INDEX "counted_calls_application" ON "counted_calls" USING btree ("application_id");