DROP INDEX "calls_from_end";--> statement-breakpoint
DROP INDEX "calls_to_end";--> statement-breakpoint
CREATE INDEX "calls_from_end" ON "calls" USING btree ("application_id",reverse("from") text_pattern_ops,"started_at");--> statement-breakpoint
CREATE INDEX "calls_to_end" ON "calls" USING btree ("application_id",reverse("to") text_pattern_ops,"started_at");