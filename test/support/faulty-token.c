/*
 * A PKCS#11 library around SoftHSM's that can do what SoftHSM cannot: lock its PIN after three wrong ones, lose its
 * token, crash, and hang. What shall happen stands in the file named by FAULTY_TOKEN, one word.
 */
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef unsigned long CK_ULONG;
typedef struct { unsigned char version[2]; void *functions[68]; } FunctionList;

static FunctionList *real, own;

static int told(const char *word) {
  char text[32] = "";
  const char *path = getenv("FAULTY_TOKEN");
  FILE *file = path ? fopen(path, "r") : NULL;
  if (!file) return 0;
  if (fscanf(file, "%31s", text) != 1) text[0] = 0;
  fclose(file);
  return strcmp(text, word) == 0;
}

/* Wrong PINs are counted in a file beside the word, as a card counts them in itself. */
static int wrong(int more) {
  char path[4096];
  int count = 0;
  snprintf(path, sizeof path, "%s.wrong", getenv("FAULTY_TOKEN"));
  FILE *file = fopen(path, "r");
  if (file) {
    if (fscanf(file, "%d", &count) != 1) count = 0;
    fclose(file);
  }
  if (more && (file = fopen(path, "w"))) {
    fprintf(file, "%d", ++count);
    fclose(file);
  }
  return count;
}

static CK_ULONG login(CK_ULONG session, CK_ULONG user, unsigned char *pin, CK_ULONG length) {
  if (wrong(0) >= 3) return 0xa4;
  CK_ULONG answer = ((CK_ULONG (*)(CK_ULONG, CK_ULONG, unsigned char *, CK_ULONG))real->functions[18])(session, user, pin, length);
  if (answer == 0xa0 && told("locks")) wrong(1);
  return answer;
}

static CK_ULONG token_info(CK_ULONG slot, void *info) {
  if (told("pulled")) return 0xe0;
  CK_ULONG answer = ((CK_ULONG (*)(CK_ULONG, void *))real->functions[6])(slot, info);
  if (answer == 0 && wrong(0) >= 3) *(CK_ULONG *)((char *)info + 96) |= 0x40000;
  return answer;
}

static CK_ULONG sign(CK_ULONG session, void *data, CK_ULONG length, void *signature, CK_ULONG *size) {
  if (told("crash")) *(volatile int *)0 = 1;
  if (told("hang")) for (;;) sleep(1);
  if (told("removed")) return 0x32;
  if (told("odd")) return 0x80000001;
  return ((CK_ULONG (*)(CK_ULONG, void *, CK_ULONG, void *, CK_ULONG *))real->functions[43])(session, data, length, signature, size);
}

CK_ULONG C_GetFunctionList(FunctionList **list) {
  void *library = dlopen(SOFTHSM, RTLD_NOW);
  CK_ULONG (*get)(FunctionList **) = library ? dlsym(library, "C_GetFunctionList") : NULL;
  if (!get || get(&real) != 0) return 5;
  own = *real;
  own.functions[6] = (void *)token_info;
  own.functions[18] = (void *)login;
  own.functions[43] = (void *)sign;
  *list = &own;
  return 0;
}
