-- The other names of a supplier as people wrote them, beside the lower-case ones that are compared.
ALTER TABLE "suppliers" ADD COLUMN "aliases" TEXT[] DEFAULT ARRAY[]::TEXT[];
