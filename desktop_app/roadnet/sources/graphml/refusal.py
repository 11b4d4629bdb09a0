"""Why a GraphML file is not read."""


class GraphRefusal(Exception):  # noqa: N818 - a sentence that goes on with the file's name
    """The file is not to be read any further; the message goes on with its name."""
