// placeholder removed in the next commits
import VOCCore
