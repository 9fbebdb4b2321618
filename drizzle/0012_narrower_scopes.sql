-- Keys keep what they could do: changing applications let them read and replace the key of mobile apps, and making tokens
-- made the users who were not there yet.
UPDATE "api_keys" SET "scopes" = array_append("scopes", 'mobile_keys:write') WHERE 'applications:write' = ANY("scopes") AND NOT 'mobile_keys:write' = ANY("scopes");--> statement-breakpoint
UPDATE "api_keys" SET "scopes" = array_append("scopes", 'new_users:write') WHERE 'tokens:write' = ANY("scopes") AND NOT ('users:write' = ANY("scopes") OR 'new_users:write' = ANY("scopes"));
