ALTER TABLE "consults" ADD COLUMN "left_at" timestamp (3) with time zone;--> statement-breakpoint
CREATE INDEX "consults_target" ON "consults" USING btree ("application_id","target_leg");