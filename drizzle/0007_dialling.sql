CREATE TABLE "dialling_attempts" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "dialling_attempts_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"key" text NOT NULL,
	"account_id" uuid NOT NULL,
	"application_id" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"user_name" text NOT NULL,
	"way" text NOT NULL,
	"refused_by" text,
	"number" text,
	"country" text,
	CONSTRAINT "dialling_attempts_key" UNIQUE("key")
);
--> statement-breakpoint
CREATE TABLE "dialling_rules" (
	"account_id" uuid PRIMARY KEY NOT NULL,
	"countries" text[],
	"calls_per_user_per_hour" integer NOT NULL,
	"calls_per_day" integer NOT NULL
);
--> statement-breakpoint
ALTER TABLE "dialling_attempts" ADD CONSTRAINT "dialling_attempts_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "dialling_rules" ADD CONSTRAINT "dialling_rules_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "dialling_attempts_at" ON "dialling_attempts" USING btree ("at");--> statement-breakpoint
CREATE INDEX "dialling_attempts_refused" ON "dialling_attempts" USING btree ("account_id","id") WHERE "dialling_attempts"."refused_by" is not null;