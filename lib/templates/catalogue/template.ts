import type { TemplateContent } from "../schema";

/** A template that comes with the product. Its id never changes: agents keep it. */
export interface ShippedTemplate {
  id: string;
  name: string;
  description: string;
  content: TemplateContent;
}
