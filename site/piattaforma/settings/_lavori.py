"""The loop of jobs: where a machine keeps its lock and what it last did for itself."""

from ._env import VAR_DIR, env

#: On a disk of this machine, never a network's: whoever shares it counts as the same machine.
LAVORI_DIR = env.str("LAVORI_DIR", default=str(VAR_DIR / "lavori"))
