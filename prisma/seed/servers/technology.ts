import { type SeedServer, tool } from "./server";

export const cluster: SeedServer = {
  name: "Cluster operations",
  address: "https://ops.norvik.example/mcp",
  supplier: "Norvik Freight",
  credential: "svc-cluster-operator",
  tools: [
    tool(
      "list_workloads",
      "Lists deployments and pods of a namespace with their state.",
      { namespace: "string: Namespace" },
      "read",
    ),
    tool(
      "get_logs",
      "Returns the last log lines of a pod.",
      { pod: "string: Pod name", "lines?": "integer: At most 2000" },
      "read",
    ),
    tool("restart_deployment", "Restarts all pods of a deployment one by one.", {
      deployment: "string: Name",
      namespace: "string: Namespace",
    }),
    tool("scale_deployment", "Sets the number of replicas of a deployment.", {
      deployment: "string: Name",
      replicas: "integer: 0 to 50",
    }),
    tool(
      "delete_workload",
      "Deletes a workload and everything it owns.",
      { name: "string: Name", namespace: "string: Namespace" },
      "destructive",
    ),
    tool(
      "apply_plan",
      "Applies an infrastructure plan: creates, changes and destroys resources as planned.",
      { plan: "string: Plan id" },
      "destructive",
    ),
    tool("rotate_certificate", "Issues a new certificate and replaces the private key of a service.", {
      service: "string: Service name",
    }),
    tool(
      "run_statement",
      "Runs an SQL statement on the application database.",
      { sql: "string: The statement" },
      "destructive",
    ),
  ],
  reaches: {
    list_workloads: [["Production cluster", "read"]],
    get_logs: [["Production cluster", "read"]],
    restart_deployment: [["Production cluster", "write"]],
    scale_deployment: [["Production cluster", "write"]],
    delete_workload: [["Production cluster", "write"]],
    apply_plan: [
      ["Production cluster", "write"],
      ["Cloud account", "write"],
    ],
    rotate_certificate: [["Key vault", "write"]],
    run_statement: [["Application database", "write"]],
  },
};

export const code: SeedServer = {
  name: "Code host",
  address: "https://git.norvik.example/mcp",
  supplier: "Norvik Freight",
  credential: "svc-code-bot",
  tools: [
    tool("search_code", "Searches the repositories.", { query: "string: Search words" }, "read"),
    tool("read_file", "Returns a file at a revision.", { repository: "string: Name", path: "string: Path" }, "read"),
    tool("comment_on_change", "Adds a review comment to a change.", {
      change: "integer: Number",
      body: "string: Comment",
    }),
    tool("open_change", "Opens a change with the given patch for people to review.", {
      repository: "string: Name",
      patch: "string: Unified diff",
    }),
    tool("merge_change", "Merges a change into the main branch.", { change: "integer: Number" }, "destructive"),
  ],
  reaches: {
    search_code: [["Source repositories", "read"]],
    read_file: [["Source repositories", "read"]],
    comment_on_change: [["Source repositories", "write"]],
    open_change: [["Source repositories", "write"]],
    merge_change: [["Source repositories", "write"]],
  },
};

export const warehouse: SeedServer = {
  name: "Analytics warehouse",
  address: "https://warehouse.norvik.example/mcp",
  supplier: "Loomstack",
  credential: "svc-warehouse-read",
  tools: [
    tool("list_tables", "Lists tables with owner and freshness.", {}, "read"),
    tool("describe_table", "Returns columns, types and classification of a table.", { table: "string: Name" }, "read"),
    tool(
      "query_metrics",
      "Returns a metric by dimension and period. Read-only.",
      { metric: "string: Name", "by?": "string: Dimension" },
      "read",
    ),
    tool(
      "export_result",
      "Exports a query result as a file of up to a million rows.",
      { query: "string: Saved query", format: "string: csv or parquet" },
      "read",
    ),
    tool("share_dashboard", "Publishes a dashboard under a link that works outside of the company.", {
      dashboard: "string: Id",
      expires: "string: ISO date",
    }),
  ],
  reaches: {
    list_tables: [["Analytics warehouse", "read"]],
    describe_table: [["Analytics warehouse", "read"]],
    query_metrics: [["Analytics warehouse", "read"]],
    export_result: [["Analytics warehouse", "read"]],
    share_dashboard: [["Analytics warehouse", "read"]],
  },
};

export const identity: SeedServer = {
  name: "Identity directory",
  address: "https://identity.norvik.example/mcp",
  supplier: "Norvik Freight",
  credential: "svc-identity-admin",
  tools: [
    tool("find_user", "Finds a person by name or address.", { query: "string: Name or address" }, "read"),
    tool("list_group_members", "Lists the members of a group.", { group: "string: Group name" }, "read"),
    tool("add_to_group", "Adds a person to a group and thereby grants its access.", {
      user: "string: User id",
      group: "string: Group name",
    }),
    tool("remove_from_group", "Removes a person from a group.", {
      user: "string: User id",
      group: "string: Group name",
    }),
    tool(
      "lock_account",
      "Locks a person's account and ends all sessions.",
      { user: "string: User id", reason: "string: For the file" },
      "destructive",
    ),
    tool("open_access_request", "Opens an access request that the group's owner decides.", {
      user: "string: User id",
      group: "string: Group name",
    }),
  ],
  reaches: {
    find_user: [["Employee directory", "read"]],
    list_group_members: [["Employee directory", "read"]],
    add_to_group: [["Employee directory", "write"]],
    remove_from_group: [["Employee directory", "write"]],
    lock_account: [["Employee directory", "write"]],
    open_access_request: [["Employee directory", "read"]],
  },
};

export const alerts: SeedServer = {
  name: "Security alerts",
  address: "https://soc.norvik.example/mcp",
  supplier: "Gatewatch",
  credential: "svc-soc-agent",
  tools: [
    tool("list_alerts", "Lists alerts by severity and state.", { "severity?": "string: low to critical" }, "read"),
    tool("get_alert", "Returns an alert with its evidence.", { alert: "string: Alert id" }, "open"),
    tool("close_alert", "Closes an alert as benign with a reason.", {
      alert: "string: Alert id",
      reason: "string: For the file",
    }),
    tool(
      "isolate_host",
      "Cuts a host off the network until a person lets it back.",
      { host: "string: Host name" },
      "destructive",
    ),
  ],
  reaches: {
    list_alerts: [["Security events", "read"]],
    get_alert: [["Security events", "read"]],
    close_alert: [["Security events", "write"]],
    isolate_host: [["Production cluster", "write"]],
  },
};
