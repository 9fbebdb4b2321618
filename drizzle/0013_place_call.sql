-- Decides in one statement whether an agent's call to a phone number stays within the limits, and counts it if so.
-- Calls of an account are decided one after the other: each statement in here sees what was committed before it.
-- Returns null when the call counts (also when it was counted before), else the limit that is reached.
CREATE FUNCTION "place_call"(
  "_key" text, "_account" uuid, "_application" text, "_at" timestamptz, "_user" text, "_way" text,
  "_per_hour" integer, "_per_day" integer
) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  "_by_user" integer;
  "_by_all" integer;
BEGIN
  PERFORM set_config('lock_timeout', '1500ms', true);
  PERFORM 1 FROM "accounts" WHERE "id" = "_account" FOR NO KEY UPDATE;
  IF EXISTS (SELECT 1 FROM "dialling_attempts" WHERE "key" = "_key" AND "refused_by" IS NULL) THEN
    RETURN NULL;
  END IF;
  SELECT
    count(*) FILTER (WHERE "application_id" = "_application" AND "user_name" = "_user" AND "at" > "_at" - interval '1 hour'),
    count(*)
  INTO "_by_user", "_by_all"
  FROM "dialling_attempts"
  WHERE "account_id" = "_account" AND "refused_by" IS NULL AND "at" > "_at" - interval '24 hours';
  IF "_by_user" >= "_per_hour" THEN
    RETURN 'hourly';
  END IF;
  IF "_by_all" >= "_per_day" THEN
    RETURN 'daily';
  END IF;
  INSERT INTO "dialling_attempts" ("key", "account_id", "application_id", "at", "user_name", "way")
  VALUES ("_key", "_account", "_application", "_at", "_user", "_way")
  ON CONFLICT ("key") DO UPDATE
  SET "refused_by" = NULL, "number" = NULL, "country" = NULL, "at" = excluded."at"
  WHERE "dialling_attempts"."refused_by" IS NOT NULL;
  RETURN NULL;
END
$$;
