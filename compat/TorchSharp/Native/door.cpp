// One door into libtorch: any dispatcher operator by name, driven by its schema, and the few things
// that the dispatcher does not offer (autograd, modes, generators, devices, managed autograd nodes).
// A tensor's handle is its TensorImpl*, owned once by the managed side.
#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <ATen/core/Generator.h>
#include <ATen/core/dispatch/Dispatcher.h>
#include <ATen/core/grad_mode.h>
#include <ATen/core/ivalue.h>
#include <c10/core/InferenceMode.h>
#include <torch/cuda.h>
#include <torch/csrc/autograd/autograd.h>
#include <torch/csrc/autograd/edge.h>
#include <torch/csrc/autograd/function.h>
#include <torch/csrc/autograd/functions/utils.h>
#include <torch/csrc/autograd/saved_variable.h>
#include <torch/csrc/autograd/variable.h>
#include <torch/version.h>

#include <memory>
#include <string>
#include <vector>

#define DOOR extern "C" __attribute__((visibility("default")))

namespace {

enum Tag : int64_t { Default, None, Int, Double, Bool, Tensor, IntList, TensorList, String, Device, Generator };

// What crosses the border, both ways. A list, string or device puts its length or index in `count`.
struct Value {
  int64_t tag;
  union { int64_t i; double d; void* p; };
  int64_t count;
};

thread_local std::string last_error;
thread_local std::vector<Value> overflow;

// Every entry that can throw goes through here: the text waits in last_error, the caller sees `failed`.
template <class R, class F>
R guarded(R failed, F body) {
  try {
    return body();
  } catch (const c10::Error& e) {
    last_error = e.what_without_backtrace();
  } catch (const std::exception& e) {
    last_error = e.what();
  } catch (...) {
    last_error = "unknown native error";
  }
  return failed;
}

at::Tensor borrow(void* handle) {
  if (!handle) return {};
  return at::Tensor(c10::intrusive_ptr<at::TensorImpl, at::UndefinedTensorImpl>::unsafe_reclaim_from_nonowning(
      static_cast<at::TensorImpl*>(handle)));
}

void* give(at::Tensor tensor) { return tensor.defined() ? tensor.unsafeReleaseTensorImpl() : nullptr; }

at::TensorImpl& peek(void* handle) { return *static_cast<at::TensorImpl*>(handle); }

std::vector<at::Tensor> borrow_all(void* const* handles, int64_t count) {
  std::vector<at::Tensor> tensors;
  tensors.reserve(count);
  for (int64_t k = 0; k < count; k++) tensors.push_back(borrow(handles[k]));
  return tensors;
}

// A formal parameter, unpacked from the schema once per operator.
struct Formal {
  c10::TypeKind kind;
  c10::TypeKind element;
  bool optional, optional_element, has_default;
  c10::IValue fallback;
  std::string name;

  explicit Formal(const c10::Argument& arg) : element(c10::TypeKind::NoneType), optional(false), optional_element(false) {
    auto type = arg.type();
    if (type->kind() == c10::TypeKind::OptionalType) {
      optional = true;
      type = type->castRaw<c10::OptionalType>()->getElementType();
    }
    kind = type->kind();
    if (kind == c10::TypeKind::ListType) {
      auto inner = type->castRaw<c10::ListType>()->getElementType();
      optional_element = inner->kind() == c10::TypeKind::OptionalType;
      element = optional_element ? inner->castRaw<c10::OptionalType>()->getElementType()->kind() : inner->kind();
    }
    has_default = arg.default_value().has_value();
    if (has_default) fallback = *arg.default_value();
    name = arg.name();
  }
};

struct Operator {
  c10::OperatorHandle handle;
  std::vector<Formal> formals;
};

[[noreturn]] void mismatch(const Operator& op, const Formal& formal, const char* given) {
  TORCH_CHECK(false, op.handle.schema().name(), "(): argument '", formal.name, "' cannot be ", given);
  std::terminate();
}

c10::IValue tensor_list(const Operator& op, const Value& given, const Formal& formal) {
  auto handles = static_cast<void* const*>(given.p);
  if (formal.kind != c10::TypeKind::ListType || formal.element != c10::TypeKind::TensorType) mismatch(op, formal, "a list of tensors");
  if (formal.optional_element) {
    c10::impl::GenericList list(c10::OptionalType::create(c10::TensorType::get()));
    list.reserve(given.count);
    for (int64_t k = 0; k < given.count; k++) list.push_back(handles[k] ? c10::IValue(borrow(handles[k])) : c10::IValue());
    return list;
  }
  c10::List<at::Tensor> list;
  list.reserve(given.count);
  for (int64_t k = 0; k < given.count; k++) list.push_back(borrow(handles[k]));
  return list;
}

c10::IValue int_list(const Operator& op, const Value& given, const Formal& formal, const int64_t* items, int64_t count) {
  if (formal.kind != c10::TypeKind::ListType) mismatch(op, formal, "a list of integers");
  if (formal.element == c10::TypeKind::FloatType) return std::vector<double>(items, items + count);
  if (formal.element == c10::TypeKind::BoolType) {
    c10::List<bool> list;
    for (int64_t k = 0; k < count; k++) list.push_back(items[k] != 0);
    return list;
  }
  if (formal.element != c10::TypeKind::IntType) mismatch(op, formal, "a list of integers");
  return std::vector<int64_t>(items, items + count);
}

// The schema decides what a given value becomes; a missing one takes the operator's default.
c10::IValue convert(const Operator& op, const Value& given, const Formal& formal) {
  using c10::TypeKind;
  switch (given.tag) {
    case Default:
      if (formal.has_default) return formal.fallback;
      if (formal.optional) return {};
      TORCH_CHECK(false, op.handle.schema().name(), "(): missing argument '", formal.name, "'");
    case None:
      if (formal.kind == TypeKind::TensorType && !formal.optional) return at::Tensor();
      return {};
    case Int:
      if (formal.kind == TypeKind::FloatType) return static_cast<double>(given.i);
      if (formal.kind == TypeKind::BoolType) return given.i != 0;
      if (formal.kind == TypeKind::ListType) return int_list(op, given, formal, &given.i, 1);
      if (formal.kind == TypeKind::TensorType) mismatch(op, formal, "a number");
      return given.i;
    case Double:
      if (formal.kind == TypeKind::ListType && formal.element == TypeKind::FloatType) return std::vector<double>{given.d};
      if (formal.kind != TypeKind::FloatType && formal.kind != TypeKind::NumberType) mismatch(op, formal, "a floating-point number");
      return given.d;
    case Bool:
      if (formal.kind == TypeKind::IntType) return given.i;
      if (formal.kind == TypeKind::FloatType) return static_cast<double>(given.i);
      return given.i != 0;
    case Tensor: return borrow(given.p);
    case IntList: return int_list(op, given, formal, static_cast<const int64_t*>(given.p), given.count);
    case TensorList: return tensor_list(op, given, formal);
    case String: return std::string(static_cast<const char*>(given.p), given.count);
    case Device: return c10::Device(static_cast<c10::DeviceType>(given.i), static_cast<c10::DeviceIndex>(given.count));
    case Generator: return *static_cast<at::Generator*>(given.p);
  }
  TORCH_CHECK(false, "unknown argument tag ", given.tag);
}

template <class Emit>
void unpack(const c10::IValue& value, Emit emit) {
  if (value.isTensor()) {
    emit(Value{Tensor, {.p = give(value.toTensor())}, 0});
  } else if (value.isTensorList()) {
    for (auto&& tensor : value.toTensorVector()) emit(Value{Tensor, {.p = give(tensor)}, 0});
  } else if (value.isInt()) {
    emit(Value{Int, {.i = value.toInt()}, 0});
  } else if (value.isDouble()) {
    emit(Value{Double, {.d = value.toDouble()}, 0});
  } else if (value.isBool()) {
    emit(Value{Bool, {.i = value.toBool()}, 0});
  } else if (value.isNone()) {
    emit(Value{None, {.i = 0}, 0});
  } else {
    TORCH_CHECK(false, "a result of kind ", value.tagKind(), " cannot leave the door");
  }
}

}  // namespace

DOOR const char* door_error() { return last_error.c_str(); }
DOOR const char* door_version() { return TORCH_VERSION; }

// ---- operators ----

DOOR void* door_operator(const char* name, const char* overload) {
  return guarded<void*>(nullptr, [&]() -> void* {
    auto op = std::make_unique<Operator>(Operator{c10::Dispatcher::singleton().findSchemaOrThrow(name, overload), {}});
    for (auto& arg : op->handle.schema().arguments()) op->formals.emplace_back(arg);
    return op.release();
  });
}

// Returns how many results there are, or -1. More than `capacity` wait for door_overflow.
DOOR int64_t door_call(void* operation, const Value* args, int64_t count, Value* results, int64_t capacity) {
  return guarded<int64_t>(-1, [&]() -> int64_t {
    auto& op = *static_cast<Operator*>(operation);
    TORCH_CHECK(count <= static_cast<int64_t>(op.formals.size()), op.handle.schema().name(), "() takes ", op.formals.size(),
                " arguments but ", count, " were given");
    torch::jit::Stack stack;
    stack.reserve(op.formals.size());
    static const Value missing{Default, {.i = 0}, 0};
    for (int64_t k = 0; k < static_cast<int64_t>(op.formals.size()); k++)
      stack.push_back(convert(op, k < count ? args[k] : missing, op.formals[k]));
    op.handle.callBoxed(&stack);

    int64_t found = 0;
    overflow.clear();
    for (auto& value : stack)
      unpack(value, [&](const Value& result) {
        if (found < capacity) results[found] = result;
        else overflow.push_back(result);
        found++;
      });
    return found;
  });
}

DOOR void door_overflow(Value* results) {
  std::copy(overflow.begin(), overflow.end(), results);
  overflow.clear();
}

// ---- tensors ----

DOOR void door_free(void* handle) {
  c10::intrusive_ptr<at::TensorImpl, at::UndefinedTensorImpl>::reclaim(static_cast<at::TensorImpl*>(handle));
}
// A second owner of the same tensor.
DOOR void* door_share(void* handle) { return give(borrow(handle)); }
DOOR int64_t door_ndim(void* handle) { return peek(handle).dim(); }
DOOR int64_t door_numel(void* handle) { return peek(handle).numel(); }
DOOR void door_sizes(void* handle, int64_t* sizes) {
  auto shape = peek(handle).sizes();
  std::copy(shape.begin(), shape.end(), sizes);
}
DOOR void door_strides(void* handle, int64_t* strides) {
  auto steps = peek(handle).strides();
  std::copy(steps.begin(), steps.end(), strides);
}
DOOR int64_t door_dtype(void* handle) { return static_cast<int64_t>(c10::typeMetaToScalarType(peek(handle).dtype())); }
DOOR int64_t door_element_size(void* handle) { return static_cast<int64_t>(peek(handle).itemsize()); }
DOOR void door_device(void* handle, int64_t* type, int64_t* index) {
  auto device = peek(handle).device();
  *type = static_cast<int64_t>(device.type());
  *index = device.index();
}
DOOR int64_t door_is_contiguous(void* handle) { return peek(handle).is_contiguous(); }
DOOR void* door_data(void* handle) {
  return guarded<void*>(nullptr, [&] { return borrow(handle).data_ptr(); });
}

// ---- autograd ----

DOOR int64_t door_requires_grad(void* handle) { return peek(handle).requires_grad(); }
DOOR int64_t door_set_requires_grad(void* handle, int64_t on) {
  return guarded<int64_t>(-1, [&] { borrow(handle).requires_grad_(on != 0); return 0; });
}
DOOR int64_t door_is_leaf(void* handle) {
  return guarded<int64_t>(-1, [&] { return borrow(handle).is_leaf(); });
}
DOOR int64_t door_retain_grad(void* handle) {
  return guarded<int64_t>(-1, [&] { borrow(handle).retain_grad(); return 0; });
}
DOOR void* door_grad(void* handle) {
  return guarded<void*>(nullptr, [&] { return give(borrow(handle).grad()); });
}
DOOR int64_t door_set_grad(void* handle, void* grad) {
  return guarded<int64_t>(-1, [&] { borrow(handle).mutable_grad() = borrow(grad); return 0; });
}
DOOR int64_t door_backward(void* const* roots, int64_t n_roots, void* const* grads, int64_t n_grads, int64_t retain_graph,
                           int64_t create_graph, void* const* inputs, int64_t n_inputs) {
  return guarded<int64_t>(-1, [&] {
    torch::autograd::backward(borrow_all(roots, n_roots), borrow_all(grads, n_grads), retain_graph != 0, create_graph != 0,
                              borrow_all(inputs, n_inputs));
    return 0;
  });
}
DOOR int64_t door_autograd_grad(void* const* outputs, int64_t n_outputs, void* const* inputs, int64_t n_inputs, void* const* grads,
                                int64_t n_grads, int64_t retain_graph, int64_t create_graph, int64_t allow_unused, void** results) {
  return guarded<int64_t>(-1, [&] {
    auto found = torch::autograd::grad(borrow_all(outputs, n_outputs), borrow_all(inputs, n_inputs), borrow_all(grads, n_grads),
                                       retain_graph != 0, create_graph != 0, allow_unused != 0);
    for (size_t k = 0; k < found.size(); k++) results[k] = give(found[k]);
    return 0;
  });
}
DOOR int64_t door_grad_mode() { return c10::GradMode::is_enabled(); }
DOOR void door_set_grad_mode(int64_t on) { c10::GradMode::set_enabled(on != 0); }
DOOR int64_t door_inference_mode() { return c10::InferenceMode::is_enabled(); }
DOOR void* door_inference_guard(int64_t on) { return new c10::InferenceMode(on != 0); }
DOOR void door_free_inference_guard(void* guard) { delete static_cast<c10::InferenceMode*>(guard); }

// ---- autograd nodes whose backward is a managed callback ----

// Gradients of the outputs in (null = undefined), gradients of the inputs out, each owned by whom it is handed
// to; returns null, or the text of what went wrong, which stays valid until the next call. `node` unpacks what
// the forward pass saved (door_saved).
using Backward = const char* (*)(void* context, void* node, void* const* grad_outputs, int64_t n_outputs, void** grad_inputs, int64_t n_inputs);
using Release = void (*)(void* context);

namespace {
struct ManagedNode : torch::autograd::Node {
  Backward backward;
  Release release;
  void* context;
  int64_t n_inputs;
  std::vector<torch::autograd::SavedVariable> saved;
  bool released = false;

  ManagedNode(Backward backward, Release release, void* context, int64_t n_inputs)
      : backward(backward), release(release), context(context), n_inputs(n_inputs) {}
  ~ManagedNode() override { release(context); }

  std::string name() const override { return "ManagedNode"; }

  void release_variables() override {
    saved.clear();
    released = true;
  }

  torch::autograd::variable_list apply(torch::autograd::variable_list&& grads) override {
    TORCH_CHECK(!released, torch::autograd::ERR_BACKWARD_TWICE);
    std::vector<void*> in, out(n_inputs, nullptr);
    for (auto& grad : grads) in.push_back(give(grad));
    auto problem = backward(context, this, in.data(), static_cast<int64_t>(in.size()), out.data(), n_inputs);
    torch::autograd::variable_list result;
    for (auto handle : out) {
      result.push_back(borrow(handle));
      if (handle) door_free(handle);
    }
    TORCH_CHECK(problem == nullptr, problem);
    return result;
  }
};
}  // namespace

// Makes the outputs of a forward pass (computed without gradients) children of `inputs`, whose gradients
// `backward` will compute, and keeps `saved` for it. Returns 1 when a node was made; 0 when nothing requires a
// gradient and -1 on an error, and then the context is released at once.
DOOR int64_t door_custom(void* const* outputs, int64_t n_outputs, void* const* differentiable, void* const* inputs, int64_t n_inputs,
                         void* const* saved, int64_t n_saved, Backward backward, Release release, void* context) {
  std::shared_ptr<ManagedNode> node(new ManagedNode(backward, release, context, n_inputs), torch::autograd::deleteNode);
  return guarded<int64_t>(-1, [&]() -> int64_t {
    auto parents = borrow_all(inputs, n_inputs);
    if (!torch::autograd::compute_requires_grad(c10::ArrayRef<at::Tensor>(parents))) return 0;
    node->set_next_edges(torch::autograd::collect_next_edges(parents));
    for (int64_t k = 0; k < n_outputs; k++) {
      auto output = borrow(outputs[k]);
      if (differentiable[k]) torch::autograd::set_history(output, node);
      else node->add_input_metadata(torch::autograd::Node::undefined_input());
    }
    for (int64_t k = 0; k < n_saved; k++) {
      auto tensor = borrow(saved[k]);
      node->saved.emplace_back(tensor, tensor.defined() && tensor.grad_fn() == node);
    }
    return 1;
  });
}

DOOR void* door_saved(void* node, int64_t index, int64_t* failed) {
  *failed = 1;
  return guarded<void*>(nullptr, [&] {
    auto& owner = *static_cast<ManagedNode*>(node);
    auto handle = give(owner.saved.at(index).unpack(owner.shared_from_this()));
    *failed = 0;
    return handle;
  });
}

// ---- generators, devices, threads ----

DOOR void* door_default_generator(int64_t device_type, int64_t device_index) {
  return guarded<void*>(nullptr, [&]() -> void* {
    c10::Device device(static_cast<c10::DeviceType>(device_type), static_cast<c10::DeviceIndex>(device_index));
    return new at::Generator(at::globalContext().defaultGenerator(device));
  });
}
DOOR void* door_new_generator(uint64_t seed, int64_t device_type, int64_t device_index) {
  return guarded<void*>(nullptr, [&]() -> void* {
    c10::Device device(static_cast<c10::DeviceType>(device_type), static_cast<c10::DeviceIndex>(device_index));
    auto generator = at::globalContext().defaultGenerator(device).clone();
    generator.set_current_seed(seed);
    return new at::Generator(generator);
  });
}
DOOR void door_free_generator(void* generator) { delete static_cast<at::Generator*>(generator); }
DOOR void door_generator_set_seed(void* generator, uint64_t seed) {
  auto& random = *static_cast<at::Generator*>(generator);
  std::lock_guard<std::mutex> lock(random.mutex());
  random.set_current_seed(seed);
}
DOOR uint64_t door_generator_seed(void* generator) { return static_cast<at::Generator*>(generator)->current_seed(); }
DOOR void* door_generator_state(void* generator) {
  return guarded<void*>(nullptr, [&] { return give(static_cast<at::Generator*>(generator)->get_state()); });
}
DOOR int64_t door_generator_set_state(void* generator, void* state) {
  return guarded<int64_t>(-1, [&] { static_cast<at::Generator*>(generator)->set_state(borrow(state)); return 0; });
}
DOOR int64_t door_manual_seed(uint64_t seed) {
  return guarded<int64_t>(-1, [&] { at::manual_seed(seed); return 0; });
}
DOOR int64_t door_cuda_manual_seed_all(uint64_t seed) {
  return guarded<int64_t>(-1, [&] { torch::cuda::manual_seed_all(seed); return 0; });
}
DOOR int64_t door_cuda_available() { return guarded<int64_t>(0, [&] { return torch::cuda::is_available(); }); }
DOOR int64_t door_cuda_count() { return guarded<int64_t>(0, [&] { return static_cast<int64_t>(torch::cuda::device_count()); }); }
DOOR int64_t door_num_threads() { return at::get_num_threads(); }
DOOR int64_t door_set_num_threads(int64_t count) {
  return guarded<int64_t>(-1, [&] { at::set_num_threads(static_cast<int>(count)); return 0; });
}
