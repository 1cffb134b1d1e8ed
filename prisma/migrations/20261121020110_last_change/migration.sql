-- AlterTable
ALTER TABLE "agents" ADD COLUMN     "updated_by_id" TEXT,
ADD COLUMN     "updated_fields" TEXT[] DEFAULT ARRAY[]::TEXT[];
