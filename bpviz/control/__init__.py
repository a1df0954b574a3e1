"""Control: the worker thread, the controller that directs it, settings and languages; of Qt only QtCore."""
