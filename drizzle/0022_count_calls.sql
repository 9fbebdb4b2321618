-- Decides in one statement whether an agent's call to a phone number stays within the account's limits, and counts it if
-- so. Calls of an account are decided one after the other, by the limits that are in the table at that moment: a server
-- may not have heard yet that an admin lowered them.
--   _per_hour, _per_day  what counts for an account that has chosen nothing
-- Returns the rule and the limit that is reached; both are null when the call counts, also when it was counted before.
CREATE FUNCTION "count_call"(
  "_key" text, "_account" uuid, "_application" text, "_at" timestamptz, "_user" text, "_way" text,
  "_per_hour" integer, "_per_day" integer
) RETURNS TABLE ("rule" text, "limit" integer) LANGUAGE plpgsql AS $$
DECLARE
  "_by_user" integer;
  "_by_all" integer;
BEGIN
  PERFORM set_config('lock_timeout', '1500ms', true);
  PERFORM 1 FROM "accounts" WHERE "id" = "_account" FOR NO KEY UPDATE;
  IF EXISTS (SELECT 1 FROM "dialling_attempts" WHERE "key" = "_key" AND "refused_by" IS NULL) THEN
    RETURN QUERY SELECT NULL::text, NULL::integer;
    RETURN;
  END IF;
  SELECT coalesce(max("calls_per_user_per_hour"), "_per_hour"), coalesce(max("calls_per_day"), "_per_day")
  INTO "_per_hour", "_per_day"
  FROM "dialling_rules" WHERE "account_id" = "_account";
  SELECT
    count(*) FILTER (WHERE "application_id" = "_application" AND "user_name" = "_user" AND "at" > "_at" - interval '1 hour'),
    count(*)
  INTO "_by_user", "_by_all"
  FROM "dialling_attempts"
  WHERE "account_id" = "_account" AND "refused_by" IS NULL AND "at" > "_at" - interval '24 hours';
  IF "_by_user" >= "_per_hour" THEN
    RETURN QUERY SELECT 'hourly', "_per_hour";
    RETURN;
  END IF;
  IF "_by_all" >= "_per_day" THEN
    RETURN QUERY SELECT 'daily', "_per_day";
    RETURN;
  END IF;
  INSERT INTO "dialling_attempts" ("key", "account_id", "application_id", "at", "user_name", "way")
  VALUES ("_key", "_account", "_application", "_at", "_user", "_way")
  ON CONFLICT ("key") DO UPDATE
  SET "refused_by" = NULL, "number" = NULL, "country" = NULL, "at" = excluded."at"
  WHERE "dialling_attempts"."refused_by" IS NOT NULL;
  RETURN QUERY SELECT NULL::text, NULL::integer;
END
$$;
--> statement-breakpoint
-- Servers of the version before ask this one; they count by the limits in the table, too.
CREATE OR REPLACE FUNCTION "place_call"(
  "_key" text, "_account" uuid, "_application" text, "_at" timestamptz, "_user" text, "_way" text,
  "_per_hour" integer, "_per_day" integer
) RETURNS text LANGUAGE sql AS $$
  SELECT "rule" FROM "count_call"("_key", "_account", "_application", "_at", "_user", "_way", "_per_hour", "_per_day")
$$;
