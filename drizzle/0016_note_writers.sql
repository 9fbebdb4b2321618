ALTER TABLE "call_notes" ADD COLUMN "writer_id" text;--> statement-breakpoint
ALTER TABLE "call_notes" ADD COLUMN "writer_name" text;--> statement-breakpoint
ALTER TABLE "call_notes" ADD COLUMN "earlier" jsonb DEFAULT '[]'::jsonb NOT NULL;