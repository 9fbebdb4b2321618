CREATE TABLE "contacts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"account_id" uuid NOT NULL,
	"number" text NOT NULL,
	"name" text NOT NULL,
	"written_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "contacts_number" UNIQUE("account_id","number")
);
--> statement-breakpoint
CREATE TABLE "agent_lines" (
	"application_id" text NOT NULL,
	"user_name" text NOT NULL,
	"tab" text NOT NULL,
	"reported_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "agent_lines_application_id_user_name_tab_pk" PRIMARY KEY("application_id","user_name","tab")
);
--> statement-breakpoint
CREATE TABLE "agents" (
	"application_id" text NOT NULL,
	"user_name" text NOT NULL,
	"chosen" text DEFAULT 'available' NOT NULL,
	"chosen_at" timestamp (3) with time zone NOT NULL,
	"system" text DEFAULT 'offline' NOT NULL,
	"system_at" timestamp (3) with time zone NOT NULL,
	"line_at" timestamp (3) with time zone,
	CONSTRAINT "agents_application_id_user_name_pk" PRIMARY KEY("application_id","user_name")
);
--> statement-breakpoint
ALTER TABLE "contacts" ADD CONSTRAINT "contacts_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agent_lines" ADD CONSTRAINT "agent_lines_agent" FOREIGN KEY ("application_id","user_name") REFERENCES "public"."agents"("application_id","user_name") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agents" ADD CONSTRAINT "agents_application_id_applications_id_fk" FOREIGN KEY ("application_id") REFERENCES "public"."applications"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "legs_live_user" ON "legs" USING btree ("application_id","user_name") WHERE "legs"."live" and "legs"."user_name" is not null;