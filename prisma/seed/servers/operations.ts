import { type SeedServer, tool } from "./server";

export const booking: SeedServer = {
  name: "Booking platform",
  address: "https://booking.norvik.example/mcp",
  supplier: "Havn Software",
  credential: "svc-booking",
  tools: [
    tool(
      "search_bookings",
      "Searches bookings by lane, date, customer or container.",
      { query: "string: Search words", "limit?": "integer: At most 100" },
      "read",
    ),
    tool(
      "get_booking",
      "Returns a booking with its legs, documents and contacts.",
      { booking: "string: Booking number" },
      "read",
    ),
    tool("create_booking", "Creates a booking with a carrier on a lane.", {
      lane: "string: Origin and destination",
      departure: "string: ISO date",
      units: "integer: Containers or pallets",
    }),
    tool("change_booking", "Changes departure, quantity or consignee of a booking.", {
      booking: "string: Booking number",
      changes: "object: Fields to change",
    }),
    tool(
      "cancel_booking",
      "Cancels a booking; the carrier may charge a fee.",
      { booking: "string: Booking number", reason: "string: Told to the carrier" },
      "destructive",
    ),
    tool(
      "quote_lane",
      "Calculates a price for a lane from present rates.",
      { lane: "string: Origin and destination", units: "integer: Containers or pallets" },
      "read",
    ),
    tool("publish_rates", "Publishes a table of surcharges to the customers' portal.", {
      table: "object: Surcharge by lane",
      valid_from: "string: ISO date",
    }),
  ],
  reaches: {
    search_bookings: [["Booking database", "read"]],
    get_booking: [["Booking database", "read"]],
    create_booking: [["Booking database", "write"]],
    change_booking: [["Booking database", "write"]],
    cancel_booking: [["Booking database", "write"]],
    quote_lane: [["Rate tables", "read"]],
    publish_rates: [
      ["Rate tables", "write"],
      ["Customer portal", "write"],
    ],
  },
};

export const fleet: SeedServer = {
  name: "Fleet telematics",
  address: "https://fleet.norvik.example/mcp",
  supplier: "Vidda Telematics",
  credential: "svc-fleet-read",
  tools: [
    tool(
      "get_vehicle_position",
      "Returns the last known position of a vehicle and its driver's shift.",
      { vehicle: "string: Registration" },
      "read",
    ),
    tool(
      "list_temperature_readings",
      "Lists temperature readings of a reefer within a time window.",
      { container: "string: Container number", since: "string: ISO time" },
      "read",
    ),
    tool(
      "plan_route",
      "Calculates a route with stops, driving time and tolls.",
      { stops: "string[]: Addresses in order" },
      "read",
    ),
    tool("send_driver_message", "Sends a short message to the driver's on-board unit.", {
      vehicle: "string: Registration",
      text: "string: At most 160 characters",
    }),
    tool("open_case", "Opens a case for a temperature excursion.", {
      container: "string: Container number",
      summary: "string: What was seen",
    }),
  ],
  reaches: {
    get_vehicle_position: [["Vehicle positions", "read"]],
    list_temperature_readings: [["Sensor readings", "read"]],
    plan_route: [["Vehicle positions", "read"]],
    send_driver_message: [["Driver units", "write"]],
    open_case: [["Care desk tickets", "write"]],
  },
};

export const customs: SeedServer = {
  name: "Customs bridge",
  address: "https://customs.norvik.example/mcp",
  supplier: "Havn Software",
  credential: "svc-customs",
  tools: [
    tool(
      "look_up_tariff",
      "Finds tariff numbers for a description of goods.",
      { goods: "string: Description" },
      "read",
    ),
    tool(
      "validate_declaration",
      "Checks a declaration against the rules of the customs office without sending it.",
      { declaration: "object: The declaration" },
      "read",
    ),
    tool("submit_declaration", "Submits a declaration to the customs office in the company's name.", {
      declaration: "object: The declaration",
    }),
    tool(
      "withdraw_declaration",
      "Withdraws a submitted declaration.",
      { mrn: "string: Movement reference number", reason: "string: Stated to the office" },
      "destructive",
    ),
  ],
  reaches: {
    validate_declaration: [["Customs declarations", "read"]],
    submit_declaration: [["Customs declarations", "write"]],
    withdraw_declaration: [["Customs declarations", "write"]],
  },
};
