// Memory is cleared as it is given back (S48). Secrets of ours wipe themselves, but a text that a widget, a request, a JSON
// document or Qt's own buffers held on the way goes back to the heap as it was, and stays readable there until it happens to be
// used again. These stand in for the C library's functions in the whole program, its shared libraries included; linked into
// executables only. The GNU C library alone names what they need; elsewhere, and under the sanitizers, the file is empty.

#include <cstdlib>

#if defined(__has_feature)
#  if __has_feature(address_sanitizer) || __has_feature(memory_sanitizer) || __has_feature(thread_sanitizer)
#    define BATON_OTHER_HEAP
#  endif
#endif

#if defined(__GLIBC__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__) && !defined(BATON_OTHER_HEAP)

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <malloc.h>

extern "C" {

void *__libc_realloc(void *, size_t);
void __libc_free(void *);

void free(void *memory) noexcept
{
    if (!memory)
        return;
    explicit_bzero(memory, malloc_usable_size(memory));
    __libc_free(memory);
}

// Growing moves, so that the place left can be cleared; shrinking clears what is given back first.
void *realloc(void *memory, size_t size) noexcept
{
    if (!memory)
        return malloc(size);
    if (size == 0) {
        free(memory);
        return nullptr;
    }
    const size_t had = malloc_usable_size(memory);
    if (size <= had) {
        explicit_bzero(static_cast<char *>(memory) + size, had - size);
        if (size > had / 2)
            return memory;
        return __libc_realloc(memory, size);
    }
    void *grown = malloc(size);
    if (!grown)
        return nullptr;
    memcpy(grown, memory, had);
    free(memory);
    return grown;
}

void *reallocarray(void *memory, size_t count, size_t size) noexcept
{
    size_t bytes = 0;
    if (__builtin_mul_overflow(count, size, &bytes)) {
        errno = ENOMEM;
        return nullptr;
    }
    return realloc(memory, bytes);
}

} // extern "C"

#endif
