CREATE TABLE "accounts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"api_key" text NOT NULL,
	"api_secret" text NOT NULL,
	"signature_secret" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "accounts_kind_api_key" UNIQUE("kind","api_key")
);
--> statement-breakpoint
CREATE TABLE "members" (
	"id" uuid PRIMARY KEY NOT NULL,
	"account_id" uuid NOT NULL,
	"name" text,
	"display_name" text NOT NULL,
	"role" text NOT NULL,
	"password_hash" text,
	"application_id" text,
	"user_name" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "members_name" UNIQUE("name")
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"id_hash" text PRIMARY KEY NOT NULL,
	"member_id" uuid NOT NULL,
	"slot" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "applications" (
	"id" text PRIMARY KEY NOT NULL,
	"account_id" uuid NOT NULL,
	"vonage_id" text,
	"name" text NOT NULL,
	"public_key" text NOT NULL,
	"private_key" text NOT NULL,
	"mobile_api_key" text NOT NULL,
	"region" text,
	"signed_callbacks" boolean NOT NULL,
	"creates_users" boolean DEFAULT true NOT NULL,
	"default_outgoing_number" text,
	"preset_from_outside" text DEFAULT 'inbound' NOT NULL,
	"preset_from_agent" text DEFAULT 'outbound' NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "applications_vonage_id" UNIQUE("vonage_id")
);
--> statement-breakpoint
CREATE TABLE "calls" (
	"id" uuid PRIMARY KEY NOT NULL,
	"application_id" text NOT NULL,
	"key" text NOT NULL,
	"direction" text NOT NULL,
	"from" text,
	"to" text,
	"user_name" text,
	"status" text NOT NULL,
	"conversation_uuid" text NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"answered_at" timestamp (3) with time zone,
	"ended_at" timestamp (3) with time zone,
	"duration" integer,
	"price" text,
	"ended_by" text,
	"reason" text,
	"preset" text,
	"preset_version" integer,
	"ncco" jsonb,
	"reconcile_at" timestamp (3) with time zone,
	CONSTRAINT "calls_key" UNIQUE("application_id","key")
);
--> statement-breakpoint
CREATE TABLE "legs" (
	"application_id" text NOT NULL,
	"uuid" text NOT NULL,
	"call_id" uuid NOT NULL,
	"state" jsonb NOT NULL,
	"user_name" text,
	"live" boolean NOT NULL,
	CONSTRAINT "legs_application_id_uuid_pk" PRIMARY KEY("application_id","uuid")
);
--> statement-breakpoint
CREATE TABLE "stays" (
	"application_id" text NOT NULL,
	"conversation_uuid" text NOT NULL,
	"leg_uuid" text NOT NULL,
	"since" timestamp (3) with time zone NOT NULL,
	"home" boolean NOT NULL,
	CONSTRAINT "stays_application_id_conversation_uuid_leg_uuid_pk" PRIMARY KEY("application_id","conversation_uuid","leg_uuid")
);
--> statement-breakpoint
CREATE TABLE "event_keys" (
	"dedupe" text PRIMARY KEY NOT NULL,
	"received_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "events" (
	"id" uuid NOT NULL,
	"received_at" timestamp (3) with time zone NOT NULL,
	"application_id" text NOT NULL,
	"door" text NOT NULL,
	"raw" "bytea" NOT NULL,
	"kind" text NOT NULL,
	"body" jsonb NOT NULL,
	"leg_uuid" text,
	"conversation_uuid" text,
	"call_id" uuid,
	"applied_at" timestamp (3) with time zone,
	CONSTRAINT "events_id_received_at_pk" PRIMARY KEY("id","received_at")
) PARTITION BY RANGE ("received_at");
--> statement-breakpoint
CREATE TABLE "events_default" PARTITION OF "events" DEFAULT;
--> statement-breakpoint
CREATE TABLE "numbers" (
	"account_id" uuid NOT NULL,
	"msisdn" text NOT NULL,
	"country" text NOT NULL,
	"type" text NOT NULL,
	"features" text[] NOT NULL,
	"monthly_price" text,
	"application_id" text,
	"linked_elsewhere" text,
	"preset" text,
	"assigned_at" timestamp (3) with time zone,
	"seen_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "numbers_account_id_msisdn_pk" PRIMARY KEY("account_id","msisdn")
);
--> statement-breakpoint
CREATE TABLE "preset_versions" (
	"application_id" text NOT NULL,
	"kind" text NOT NULL,
	"version" integer NOT NULL,
	"ncco" json NOT NULL,
	"menu" jsonb NOT NULL,
	"saved_at" timestamp (3) with time zone NOT NULL,
	"saved_by" uuid,
	CONSTRAINT "preset_versions_application_id_kind_version_pk" PRIMARY KEY("application_id","kind","version")
);
--> statement-breakpoint
CREATE TABLE "presets" (
	"application_id" text NOT NULL,
	"kind" text NOT NULL,
	"live_version" integer NOT NULL,
	CONSTRAINT "presets_application_id_kind_pk" PRIMARY KEY("application_id","kind")
);
--> statement-breakpoint
CREATE TABLE "users" (
	"id" text PRIMARY KEY NOT NULL,
	"application_id" text NOT NULL,
	"name" text NOT NULL,
	"display_name" text,
	"seen_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "users_application_name" UNIQUE("application_id","name")
);
--> statement-breakpoint
ALTER TABLE "members" ADD CONSTRAINT "members_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_member_id_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."members"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "applications" ADD CONSTRAINT "applications_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "legs" ADD CONSTRAINT "legs_call_id_calls_id_fk" FOREIGN KEY ("call_id") REFERENCES "public"."calls"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "numbers" ADD CONSTRAINT "numbers_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "numbers" ADD CONSTRAINT "numbers_application_id_applications_id_fk" FOREIGN KEY ("application_id") REFERENCES "public"."applications"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "preset_versions" ADD CONSTRAINT "preset_versions_application_id_applications_id_fk" FOREIGN KEY ("application_id") REFERENCES "public"."applications"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "presets" ADD CONSTRAINT "presets_application_id_applications_id_fk" FOREIGN KEY ("application_id") REFERENCES "public"."applications"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "users" ADD CONSTRAINT "users_application_id_applications_id_fk" FOREIGN KEY ("application_id") REFERENCES "public"."applications"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "members_account" ON "members" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "sessions_member" ON "sessions" USING btree ("member_id");--> statement-breakpoint
CREATE INDEX "applications_account" ON "applications" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "calls_application" ON "calls" USING btree ("application_id","id");--> statement-breakpoint
CREATE INDEX "calls_live" ON "calls" USING btree ("application_id","id") WHERE "calls"."ended_at" is null;--> statement-breakpoint
CREATE INDEX "calls_reconcile" ON "calls" USING btree ("reconcile_at") WHERE "calls"."reconcile_at" is not null;--> statement-breakpoint
CREATE INDEX "legs_call" ON "legs" USING btree ("call_id");--> statement-breakpoint
CREATE INDEX "legs_user" ON "legs" USING btree ("application_id","user_name","call_id");--> statement-breakpoint
CREATE INDEX "stays_leg" ON "stays" USING btree ("application_id","leg_uuid");--> statement-breakpoint
CREATE INDEX "event_keys_received_at" ON "event_keys" USING btree ("received_at");--> statement-breakpoint
CREATE INDEX "events_to_apply" ON "events" USING btree ("application_id","id") WHERE "events"."applied_at" is null;--> statement-breakpoint
CREATE INDEX "events_application" ON "events" USING btree ("application_id","id");--> statement-breakpoint
CREATE INDEX "events_call" ON "events" USING btree ("call_id","id");--> statement-breakpoint
CREATE INDEX "events_conversation" ON "events" USING btree ("application_id","conversation_uuid") WHERE "events"."leg_uuid" is null and "events"."conversation_uuid" is not null;--> statement-breakpoint
CREATE INDEX "numbers_application" ON "numbers" USING btree ("application_id");