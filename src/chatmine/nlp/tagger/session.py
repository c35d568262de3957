"""How a network is run: by ONNX Runtime, on one thread."""

import onnxruntime


def open_session(graph: bytes) -> onnxruntime.InferenceSession:
    """A session that runs the graph of these bytes on the processor."""
    options = onnxruntime.SessionOptions()
    # Processes work side by side; threads inside each would only get in each other's way.
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])
