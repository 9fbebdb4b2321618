ALTER TABLE "calls" ADD COLUMN "outcome" text;--> statement-breakpoint
ALTER TABLE "calls" ADD COLUMN "outcome_reason" text;--> statement-breakpoint
ALTER TABLE "calls" ADD COLUMN "outcome_user" text;--> statement-breakpoint
ALTER TABLE "calls" ADD COLUMN "outcome_detail" text;--> statement-breakpoint
ALTER TABLE "calls" ADD COLUMN "wait" integer;--> statement-breakpoint
ALTER TABLE "calls" ADD COLUMN "agents" text[];--> statement-breakpoint
CREATE INDEX "calls_outcome" ON "calls" USING btree ("application_id","outcome","started_at","id");--> statement-breakpoint
CREATE INDEX "calls_without_outcome" ON "calls" USING btree ("id") WHERE "calls"."ended_at" is not null and "calls"."outcome" is null;