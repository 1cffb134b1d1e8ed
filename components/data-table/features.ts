import { columnVisibilityFeature, rowSortingFeature, tableFeatures } from "@tanstack/react-table";

/**
 * Rows come filtered, sorted and paged by the server: the table needs no row models of its own. Which rows are chosen
 * (use-selection.ts) may mean "all that match", beyond the rows a table knows.
 */
export const features = tableFeatures({ columnVisibilityFeature, rowSortingFeature });
