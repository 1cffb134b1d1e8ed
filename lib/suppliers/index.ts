/**
 * Suppliers own the register of third parties that stand behind agents, models and tool servers: contracts, where data is,
 * how much rests on them, whether their claims are trusted, and the register of information that is made from it.
 * It knows agents by the names they mention and settles them when trust changes; it must not change what agents state.
 */
export { createSupplier } from "./create-supplier";
export { editSupplier } from "./edit-supplier";
export { exportRegister, exportSuppliers } from "./export-register";
export {
  findSupplierByName,
  getSupplier,
  listSuppliers,
  supplierNames,
  unregisteredSuppliers,
} from "./read-register";
export { distrustSupplier, trustSupplier } from "./trust-supplier";
