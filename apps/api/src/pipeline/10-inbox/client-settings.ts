/**
 * What analytics.js and the mobile SDKs load before they start. `apiHost` is the point: without it they send their data
 * to Segment. Exactly one integration, because for any other the client would fetch code.
 */
export function segmentSettings(writeKey: string, host: string, protocol: 'http' | 'https'): Record<string, unknown> {
  return {
    integrations: {
      'Segment.io': { apiKey: writeKey, apiHost: `${host}/v1`, protocol, unbundledIntegrations: [], addBundledMetadata: true },
    },
    plan: {
      track: { __default: { enabled: true, integrations: {} } }, identify: { __default: { enabled: true } }, group: { __default: { enabled: true } },
    },
    metrics: { sampleRate: 0 }, edgeFunction: {}, legacyVideoPluginsEnabled: false, remotePlugins: [],
  };
}

/** What the RudderStack browser SDK loads before it starts: a source without destinations. */
export function rudderSourceConfig(source: { writeKey: string; sourceId: string; workspaceId: string }, updatedAt: Date): Record<string, unknown> {
  return {
    source: {
      id: source.sourceId, name: 'Web', writeKey: source.writeKey, enabled: true, workspaceId: source.workspaceId,
      config: { statsCollection: { errors: { enabled: false }, metrics: { enabled: false } } },
      destinations: [], connections: [], dataplanes: {}, sourceDefinition: { name: 'Javascript' },
    },
    updatedAt: updatedAt.toISOString(),
  };
}
