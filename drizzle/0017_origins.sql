CREATE TABLE "origins" (
	"account_id" uuid PRIMARY KEY NOT NULL,
	"web_app" text[] DEFAULT '{}' NOT NULL,
	"tools" text[] DEFAULT '{}' NOT NULL
);
--> statement-breakpoint
ALTER TABLE "origins" ADD CONSTRAINT "origins_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;