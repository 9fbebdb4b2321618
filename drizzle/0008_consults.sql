CREATE TABLE "consults" (
	"id" uuid PRIMARY KEY NOT NULL,
	"application_id" text NOT NULL,
	"call_id" uuid NOT NULL,
	"agent_leg" text NOT NULL,
	"customer_leg" text NOT NULL,
	"target_leg" text NOT NULL,
	"who" text NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "call_notes" (
	"application_id" text NOT NULL,
	"leg_uuid" text NOT NULL,
	"text" text NOT NULL,
	"written_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "call_notes_application_id_leg_uuid_pk" PRIMARY KEY("application_id","leg_uuid")
);
--> statement-breakpoint
ALTER TABLE "consults" ADD CONSTRAINT "consults_call_id_calls_id_fk" FOREIGN KEY ("call_id") REFERENCES "public"."calls"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "call_notes" ADD CONSTRAINT "call_notes_application_id_leg_uuid_legs_application_id_uuid_fk" FOREIGN KEY ("application_id","leg_uuid") REFERENCES "public"."legs"("application_id","uuid") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "consults_open" ON "consults" USING btree ("application_id","agent_leg") WHERE "consults"."ended_at" is null;--> statement-breakpoint
CREATE INDEX "consults_call" ON "consults" USING btree ("call_id");