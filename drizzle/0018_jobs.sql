CREATE TABLE "jobs" (
	"kind" text NOT NULL,
	"key" text NOT NULL,
	"application_id" text,
	"due" timestamp (3) with time zone NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"locked_by" text,
	"locked_until" timestamp (3) with time zone,
	"again" boolean DEFAULT false NOT NULL,
	"payload" jsonb,
	"progress" jsonb,
	"last_error" text,
	CONSTRAINT "jobs_kind_key_pk" PRIMARY KEY("kind","key")
);
--> statement-breakpoint
CREATE INDEX "jobs_due" ON "jobs" USING btree ("kind","due");--> statement-breakpoint
CREATE INDEX "jobs_application" ON "jobs" USING btree ("application_id");