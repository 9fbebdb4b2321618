ALTER TABLE "applications" ADD COLUMN "previous_mobile_key" text;--> statement-breakpoint
ALTER TABLE "applications" ADD COLUMN "previous_mobile_key_until" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "applications" ADD COLUMN "previous_mobile_key_used_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "applications" ADD COLUMN "previous_mobile_key_used_by" text;