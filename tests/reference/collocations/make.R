# Score input.csv with the code of quanteda.textstats, from a copy of its source.
#
# Run: Rscript make.R PATH_OF_QUANTEDA_TEXTSTATS   (needs Rcpp; nothing of it is kept)
# The package itself is not installed: src/collocations.cpp is compiled as it stands,
# with the few types it asks of quanteda written below.

suppressPackageStartupMessages(library(Rcpp))
arguments <- commandArgs()
here <- dirname(sub("--file=", "", grep("--file=", arguments, value = TRUE)))
package <- commandArgs(trailingOnly = TRUE)[1]
lines <- readLines(file.path(package, "src", "collocations.cpp"))
lines <- lines[!grepl("#include \"(lib|dev).h\"", lines)]
# The notes for R at the end are no part of the code.
notes <- grep("/***R", lines, fixed = TRUE)
if (length(notes)) lines <- lines[seq_len(notes - 1)]
types <- '
#include <Rcpp.h>
#include <atomic>
#include <climits>
#include <unordered_map>
#include <unordered_set>
#define TBB_VERSION_MAJOR 2021
#define QUANTEDA_USE_TBB 0
using namespace Rcpp;
namespace quanteda {
typedef std::vector<unsigned int> Text;
typedef std::vector<Text> Texts;
typedef std::vector<unsigned int> Ngram;
typedef std::vector<Ngram> VecNgrams;
typedef std::vector<double> DoubleParams;
typedef std::vector<long> IntParams;
typedef std::unordered_set<unsigned int> SetUnigrams;
static const float GLOBAL_PATTERN_MAX_LOAD_FACTOR = 1.0;
struct hash_ngram {
  std::size_t operator()(const Ngram &words) const {
    std::size_t hash = 0;
    for (unsigned int word : words) hash = hash * 1000003 + word;
    return hash;
  }
};
struct equal_ngram {
  bool operator()(const Ngram &one, const Ngram &other) const { return one == other; }
};
inline std::string join_strings(const Ngram &words, const CharacterVector &types,
                                const std::string between) {
  std::string joined;
  for (std::size_t i = 0; i < words.size(); i++) {
    if (i) joined += between;
    joined += as<std::string>(types[words[i] - 1]);
  }
  return joined;
}
}
'
sourceCpp(code = paste(c(types, lines), collapse = "\n"))

input <- read.csv(file.path(here, "input.csv"))
words <- strsplit(input$text, " ", fixed = TRUE)
vocabulary <- sort(unique(unlist(words)), method = "radix")
numbers <- lapply(words, match, vocabulary)
tables <- lapply(2:4, function(size)
  cpp_collocations(numbers, vocabulary, integer(), 1L, size, "lambda", 0.5))
found <- do.call(rbind, tables)
found <- found[order(found$length, found$collocation, method = "radix"), ]
write.csv(
  data.frame(
    collocation = found$collocation, size = found$length, n = found$count,
    lambda = format(found$lambda, digits = 15, trim = TRUE),
    z = format(found$lambda / found$sigma, digits = 15, trim = TRUE)
  ),
  file.path(here, "expected_quanteda.csv"), row.names = FALSE, quote = FALSE
)
cat(R.version.string, "Rcpp", as.character(packageVersion("Rcpp")), "\n")
