CREATE TABLE "vonage_budgets" (
	"account" text NOT NULL,
	"kind" text NOT NULL,
	"ends" double precision[] DEFAULT '{}' NOT NULL,
	"counts" integer[] DEFAULT '{}' NOT NULL,
	"servers" jsonb DEFAULT '{}'::jsonb NOT NULL,
	CONSTRAINT "vonage_budgets_account_kind_pk" PRIMARY KEY("account","kind")
);

--> statement-breakpoint
ALTER TABLE "vonage_budgets" SET UNLOGGED;
--> statement-breakpoint
-- Gives a server its part of what a Vonage account may do in a second, in one statement. Servers ask one after the other:
-- each waits for the row. More urgent requests go first, also those of other servers; where several servers wait for the
-- same, each gets its part, rounded in favor of
-- the one that has had less lately. A server that has not asked for half a second is no longer taken to wait.
--   _wanted      how many wait at the server, the most urgent first
--   _unrecorded  how many it has sent without asking, while the database was away, or later than it was allowed to
--   _late, _late_end  how many of those count already in the group with this end
--   _counts_for  milliseconds for which a request counts
--   _at          milliseconds since 1970; null = now
-- Returns how many may be sent at once, the end of their group, after how many milliseconds it is worth asking again, and
-- how many servers have asked within a minute.
CREATE FUNCTION "take_vonage_budget"(
  "_account" text, "_kind" text, "_server" text, "_per_second" integer, "_wanted" integer[], "_unrecorded" integer,
  "_late" integer, "_late_end" double precision, "_counts_for" integer, "_at" double precision DEFAULT NULL
) RETURNS TABLE ("granted" integer, "end_at" double precision, "again" integer, "servers" integer) LANGUAGE plpgsql AS $$
DECLARE
  "_row" "vonage_budgets";
  "_now" double precision;
  "_free" integer;
  "_rest" integer;
  "_taken" integer;
  "_others" integer;
  "_ahead" integer := 0;
  "_granted" integer := 0;
  "_left" integer[] := '{}';
  "_ends" double precision[];
  "_counts" integer[];
  "_end" double precision;
  "_had" double precision;
  "_others_had" double precision;
  "_part" numeric;
BEGIN
  PERFORM set_config('lock_timeout', '250ms', true);
  SELECT * INTO "_row" FROM "vonage_budgets" WHERE "account" = "_account" AND "kind" = "_kind" FOR UPDATE;
  IF NOT FOUND THEN
    INSERT INTO "vonage_budgets" ("account", "kind") VALUES ("_account", "_kind") ON CONFLICT DO NOTHING;
    SELECT * INTO "_row" FROM "vonage_budgets" WHERE "account" = "_account" AND "kind" = "_kind" FOR UPDATE;
  END IF;
  "_now" := coalesce("_at", extract(epoch FROM clock_timestamp()) * 1000);
  -- What would count for longer than anybody asks for was written before the clock was set back.
  SELECT coalesce(array_agg("end" ORDER BY "end"), '{}'), coalesce(array_agg("n" ORDER BY "end"), '{}'), coalesce(sum("n"), 0)
  INTO "_ends", "_counts", "_taken"
  FROM (
    SELECT "end", CASE WHEN "end" = "_late_end" THEN "n" - "_late" ELSE "n" END AS "n"
    FROM unnest("_row"."ends", "_row"."counts") AS "groups"("end", "n")
  ) AS "kept"
  WHERE "n" > 0 AND "end" > "_now" AND "end" <= "_now" + 5000;
  -- What a server has had weighs half as much after each second.
  SELECT
    coalesce(max(("value"->>4)::double precision * power(0.5, ("_now" - ("value"->>0)::double precision) / 1000))
      FILTER (WHERE "key" = "_server"), 0),
    coalesce(max(("value"->>4)::double precision * power(0.5, ("_now" - ("value"->>0)::double precision) / 1000))
      FILTER (WHERE "key" <> "_server"), 0)
  INTO "_had", "_others_had"
  FROM jsonb_each("_row"."servers")
  WHERE ("value"->>0)::double precision BETWEEN "_now" - 60000 AND "_now";
  SELECT coalesce(jsonb_object_agg("key", "value"), '{}') INTO "_row"."servers"
  FROM jsonb_each("_row"."servers")
  WHERE "key" <> "_server" AND ("value"->>0)::double precision BETWEEN "_now" - 60000 AND "_now" + 5000;

  "_free" := "_per_second" - "_taken" - "_unrecorded";
  FOR "_priority" IN 1 .. cardinality("_wanted") LOOP
    SELECT coalesce(sum(("value"->>"_priority")::integer), 0) INTO "_others"
    FROM jsonb_each("_row"."servers")
    WHERE ("value"->>0)::double precision > "_now" - 500;
    "_rest" := greatest("_free" - "_granted" - "_ahead", 0);
    IF "_others" > 0 AND "_wanted"["_priority"] > 0 THEN
      "_part" := "_rest"::numeric * "_wanted"["_priority"] / ("_wanted"["_priority"] + "_others");
      "_rest" := CASE WHEN "_had" > "_others_had" THEN floor("_part") ELSE ceil("_part") END;
    END IF;
    "_taken" := least("_wanted"["_priority"], "_rest");
    "_granted" := "_granted" + "_taken";
    "_left" := "_left" || ("_wanted"["_priority"] - "_taken");
    "_ahead" := "_ahead" + "_others";
  END LOOP;

  IF "_granted" + "_unrecorded" > 0 THEN
    -- Groups of five milliseconds, so that the row stays short whatever the limit is.
    "_end" := ceil(("_now" + "_counts_for") / 5) * 5;
    "_ends" := "_ends" || "_end";
    "_counts" := "_counts" || ("_granted" + "_unrecorded");
    SELECT array_agg("end" ORDER BY "end"), array_agg("n" ORDER BY "end") INTO "_ends", "_counts"
    FROM (
      SELECT "end", sum("n")::integer AS "n" FROM unnest("_ends", "_counts") AS "groups"("end", "n") GROUP BY "end"
    ) AS "grouped";
  END IF;
  UPDATE "vonage_budgets"
  SET
    "ends" = "_ends",
    "counts" = "_counts",
    "servers" = "_row"."servers" || jsonb_build_object("_server", to_jsonb("_now") || to_jsonb("_left") || to_jsonb("_had" + "_granted"))
  WHERE "vonage_budgets"."account" = "_account" AND "vonage_budgets"."kind" = "_kind";

  "granted" := "_granted";
  "end_at" := "_end";
  -- What is free and not given is left to others, who come soon.
  "again" := CASE WHEN "_free" > "_granted" THEN 25 ELSE greatest(ceil(coalesce("_ends"[1] - "_now", 25)), 1) END;
  "servers" := (SELECT count(*) FROM jsonb_object_keys("_row"."servers")) + 1;
  RETURN NEXT;
END
$$;
