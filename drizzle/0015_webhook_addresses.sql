CREATE TABLE "used_signatures" (
	"account_id" uuid NOT NULL,
	"jti" text NOT NULL,
	"use" text NOT NULL,
	"received_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "used_signatures_account_id_jti_pk" PRIMARY KEY("account_id","jti")
);
--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "signature_proof" text;--> statement-breakpoint
ALTER TABLE "applications" ADD COLUMN "webhook_id" text;--> statement-breakpoint
ALTER TABLE "applications" ADD COLUMN "previous_webhook_id" text;--> statement-breakpoint
ALTER TABLE "applications" ADD COLUMN "webhooks_told_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "applications" ADD COLUMN "webhooks_due_at" timestamp (3) with time zone;--> statement-breakpoint
CREATE INDEX "used_signatures_received_at" ON "used_signatures" USING btree ("received_at");