/** What is remembered for a moment of who may do what in which workspace, with the workspace's settings. */
export abstract class AccessMemory {
  /** Call after a change of a person, a session, a role or a workspace. */
  abstract forget(): void;
}
