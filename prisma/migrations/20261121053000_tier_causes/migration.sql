-- AlterTable
ALTER TABLE "tier_overrides" ADD COLUMN     "caused_by_ids" TEXT[] DEFAULT ARRAY[]::TEXT[];
