import packageJson from '../../package.json' with { type: 'json' }

/** The version of this program. It stands in reports and manifests: the same input and the same version give the same bytes. */
export const programVersion: string = packageJson.version
