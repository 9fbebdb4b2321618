DROP INDEX "calls_application";--> statement-breakpoint
DROP INDEX "calls_live";--> statement-breakpoint
CREATE INDEX "calls_newest" ON "calls" USING btree ("application_id","started_at","id");--> statement-breakpoint
CREATE INDEX "calls_going_on" ON "calls" USING btree ("application_id","started_at","id") WHERE "calls"."ended_at" is null;--> statement-breakpoint
CREATE INDEX "calls_from_end" ON "calls" USING btree ("application_id",reverse("from") text_pattern_ops);--> statement-breakpoint
CREATE INDEX "calls_to_end" ON "calls" USING btree ("application_id",reverse("to") text_pattern_ops);--> statement-breakpoint
CREATE INDEX "events_rare_kind" ON "events" USING btree ("application_id","kind","id") WHERE "events"."kind" <> 'status' and "events"."kind" <> 'answer';