CREATE TABLE "retention" (
	"account_id" uuid PRIMARY KEY NOT NULL,
	"event_days" integer,
	"call_days" integer,
	"last_run_at" timestamp (3) with time zone,
	"last_events" integer DEFAULT 0 NOT NULL,
	"last_calls" integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
ALTER TABLE "retention" ADD CONSTRAINT "retention_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;