ALTER TABLE "legs" ADD COLUMN "muted_since" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "legs" ADD COLUMN "hung_up_at" timestamp (3) with time zone;