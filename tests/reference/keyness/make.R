# Score input.csv with the formulas of quanteda.textstats, from a copy of its source.
#
# Run: Rscript make.R PATH_OF_QUANTEDA_TEXTSTATS   (needs Rcpp; nothing of it is kept)
# The package itself is not installed: the formulas are taken from src/keyness.cpp, from
# the first constant to the exported function, and compiled alone.

suppressPackageStartupMessages(library(Rcpp))
arguments <- commandArgs()
here <- dirname(sub("--file=", "", grep("--file=", arguments, value = TRUE)))
package <- commandArgs(trailingOnly = TRUE)[1]
lines <- readLines(file.path(package, "src", "keyness.cpp"))
first <- grep("static const double epsilon", lines)
last <- grep("[[Rcpp::export]]", lines, fixed = TRUE) - 1
formulas <- paste(lines[first:last], collapse = "\n")
# Two helpers that read sparse matrices are not needed, nor is their library.
formulas <- gsub("inline std::vector<double> to_vector\\([^}]*\\}", "", formulas)
sourceCpp(code = paste(
  "#include <Rcpp.h>",
  formulas,
  "// [[Rcpp::export]]",
  "double score(std::string measure, std::string correction, double target,",
  "             double reference, std::vector<double> sizes) {",
  "  if (measure == \"chi2\") return chisq_lambda(target, reference, sizes, correction);",
  "  return lr_lambda(target, reference, sizes, correction);",
  "}",
  sep = "\n"
))

input <- read.csv(file.path(here, "input.csv"))
words <- strsplit(input$text, " ", fixed = TRUE)
word <- unlist(words)
is_target <- rep(input$side == "target", lengths(words))
target <- table(factor(word[is_target], levels = sort(unique(word), method = "radix")))
reference <- table(factor(word[!is_target], levels = names(target)))
sizes <- c(sum(target), sum(reference))
rows <- expand.grid(term = names(target), correction = c("none", "williams"),
                    measure = c("chi2", "lr"), stringsAsFactors = FALSE)
# Left out: chi2 with williams, which multiplies where it should divide.
rows <- rows[!(rows$measure == "chi2" & rows$correction == "williams"), ]
rows$value <- mapply(function(term, correction, measure)
  score(measure, correction, target[[term]], reference[[term]], sizes),
  rows$term, rows$correction, rows$measure)
rows$value <- format(rows$value, digits = 15, trim = TRUE)
write.csv(rows[c("term", "measure", "correction", "value")],
          file.path(here, "expected_quanteda.csv"), row.names = FALSE, quote = FALSE)
cat(R.version.string, "Rcpp", as.character(packageVersion("Rcpp")), "\n")
