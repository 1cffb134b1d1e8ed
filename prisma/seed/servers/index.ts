import { care, mail, web } from "./customers";
import { erp, treasury } from "./finance";
import { documents, people } from "./office";
import { booking, customs, fleet } from "./operations";
import type { SeedServer } from "./server";
import { alerts, cluster, code, identity, warehouse } from "./technology";

/** Which tools of which server an agent of this name has, in every environment. */
export const EQUIPMENT: Readonly<Record<string, readonly (readonly [server: SeedServer, tools: readonly string[]])[]>> =
  {
    "Invoice matcher": [
      [erp, ["find_invoice", "get_purchase_order", "match_invoice"]],
      [treasury, ["propose_payment", "list_payments"]],
      [documents, ["search_documents", "read_document"]],
    ],
    "Carrier payout agent": [
      [treasury, ["list_accounts", "get_balance", "list_payments", "release_payment", "cancel_payment"]],
      [erp, ["get_purchase_order", "find_invoice"]],
    ],
    "Fuel surcharge calculator": [
      [booking, ["quote_lane"]],
      [web, ["fetch_page"]],
    ],
    "Dunning letter drafter": [
      [erp, ["find_invoice"]],
      [mail, ["draft_mail", "send_mail"]],
    ],
    "Chargeback investigator": [
      [treasury, ["list_payments"]],
      [care, ["search_tickets", "read_ticket"]],
    ],
    "FX hedging scout": [
      [erp, ["get_exposure"]],
      [treasury, ["get_balance", "propose_payment"]],
      [web, ["search_web"]],
    ],
    "Refund agent": [
      [treasury, ["list_payments", "refund_card_payment"]],
      [care, ["search_tickets", "read_ticket", "reply_to_customer", "close_ticket"]],
    ],
    "Claims triage": [
      [care, ["search_tickets", "read_ticket", "reply_to_customer", "add_internal_note"]],
      [documents, ["search_documents", "read_document", "file_document"]],
    ],
    "Where-is-my-freight assistant": [
      [booking, ["search_bookings", "get_booking"]],
      [fleet, ["get_vehicle_position"]],
      [care, ["read_ticket"]],
    ],
    "Delivery rescheduler": [
      [booking, ["get_booking", "change_booking"]],
      [care, ["send_sms"]],
    ],
    "Call summariser": [[care, ["transcribe_call", "add_internal_note"]]],
    "Review responder": [[web, ["fetch_page"]]],
    "Customs declaration preparer": [
      [customs, ["look_up_tariff", "validate_declaration", "submit_declaration"]],
      [documents, ["read_document"]],
    ],
    "Route planner copilot": [[fleet, ["get_vehicle_position", "plan_route"]]],
    "Slot booker": [[booking, ["search_bookings", "create_booking", "cancel_booking"]]],
    "Dangerous goods checker": [
      [booking, ["get_booking"]],
      [documents, ["read_document"]],
    ],
    "Empty container broker": [
      [booking, ["search_bookings", "quote_lane", "create_booking"]],
      [mail, ["send_mail"]],
    ],
    "Temperature excursion watcher": [[fleet, ["list_temperature_readings", "open_case"]]],
    "EDI message translator": [[booking, ["get_booking", "create_booking", "change_booking"]]],
    "Incident first responder": [[cluster, ["list_workloads", "get_logs", "restart_deployment", "scale_deployment"]]],
    "Dependency updater": [[code, ["search_code", "read_file", "open_change"]]],
    "Terraform drift fixer": [
      [cluster, ["list_workloads", "apply_plan", "delete_workload"]],
      [code, ["open_change"]],
    ],
    "Code review assistant": [[code, ["read_file", "comment_on_change"]]],
    "Database housekeeper": [[cluster, ["run_statement", "get_logs"]]],
    "Access request concierge": [[identity, ["find_user", "list_group_members", "open_access_request"]]],
    "Certificate renewer": [[cluster, ["rotate_certificate", "list_workloads"]]],
    "Metrics analyst": [[warehouse, ["list_tables", "describe_table", "query_metrics"]]],
    "Data quality sentinel": [
      [warehouse, ["list_tables", "describe_table"]],
      [mail, ["draft_mail"]],
    ],
    "Customer churn predictor": [[warehouse, ["query_metrics", "export_result"]]],
    "Board report exporter": [
      [warehouse, ["query_metrics", "export_result"]],
      [erp, ["export_ledger"]],
      [mail, ["send_mail"]],
    ],
    "Lane price forecaster": [
      [warehouse, ["query_metrics"]],
      [booking, ["quote_lane"]],
    ],
    "Onboarding guide": [[people, ["get_employee", "request_onboarding"]]],
    "Interview scheduler": [[mail, ["find_free_time", "schedule_meeting", "send_mail"]]],
    "CV screening assistant": [[people, ["read_application", "rank_candidates"]]],
    "Payroll query assistant": [[people, ["get_employee", "get_payslip"]]],
    "Alert triage analyst": [[alerts, ["list_alerts", "get_alert", "close_alert"]]],
    "Account lockout agent": [
      [identity, ["find_user", "lock_account", "remove_from_group"]],
      [alerts, ["get_alert"]],
    ],
    "Phishing report reader": [
      [mail, ["read_message"]],
      [alerts, ["list_alerts"]],
    ],
    "Contract clause comparer": [[documents, ["search_documents", "compare_clauses"]]],
    "Supplier onboarding agent": [
      [erp, ["create_supplier_record", "update_bank_details"]],
      [mail, ["read_message", "draft_mail"]],
      [documents, ["file_document"]],
    ],
    "Tender finder": [[web, ["search_web", "fetch_page"]]],
  };
