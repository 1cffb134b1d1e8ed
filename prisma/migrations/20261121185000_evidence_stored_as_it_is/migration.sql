-- What is deflated already cannot be made smaller: trying to would cost more than making it.
ALTER TABLE evidence_parts ALTER COLUMN bytes SET STORAGE EXTERNAL;
