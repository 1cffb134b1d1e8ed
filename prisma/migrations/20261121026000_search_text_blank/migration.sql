-- A search of one or two letters looks for beginnings of words, which a blank marks; the first word needs its blank as well.
-- Rows of an early release lack it and were not found by their name's first letters.
UPDATE "agents" SET "search_text" = left(' ' || "search_text", 2000) WHERE "search_text" <> '' AND "search_text" NOT LIKE ' %';

ALTER TABLE "agents" ADD CONSTRAINT "agents_search_text_begins_blank" CHECK ("search_text" = '' OR "search_text" LIKE ' %');
