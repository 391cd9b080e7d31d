# Make expected.csv and draws.csv with COINr's own functions, without any code of aimaq.
# Rscript make.R [folder of a COINr source package]; without one, the installed package.
source_folder <- commandArgs(trailingOnly = TRUE)
if (length(source_folder)) {
  for (file in list.files(file.path(source_folder, "R"), full.names = TRUE)) source(file)
  version <- read.dcf(file.path(source_folder, "DESCRIPTION"))[1, "Version"]
} else {
  library(COINr)
  version <- as.character(packageVersion("COINr"))
}
quiet <- suppressMessages
table <- read.csv("input.csv")
parts <- read.csv("components.csv")
dimensions <- read.csv("dimensions.csv")
names_ <- parts$component
rows <- list()
add <- function(case, option = "", component = "", region = "", period = "", value)
  rows[[length(rows) + 1]] <<- data.frame(
    case, option, component, region, period = as.character(period),
    value = sprintf("%.12g", as.numeric(value)))
add_frame <- function(case, option, frame, period = "")
  for (name in setdiff(names(frame), c("uCode", "Time")))
    add(case, option, name, frame$uCode, period, frame[[name]])

# One component at a time, in each year ------------------------------------------------
for (year in c(2021, 2022)) for (j in seq_along(names_)) {
  name <- names_[j]
  side <- parts$direction[j]
  x <- as.numeric(table[table$period == year, name])
  region <- table$region[table$period == year]
  put <- function(case, option, value) add(case, option, name, region, year, value)
  add("shape", "skewness", name, "", year, skew(x, na.rm = TRUE))
  add("shape", "kurtosis", name, "", year, kurt(x, na.rm = TRUE))
  for (limit in c(1, 2, 5)) {
    done <- winsorise(x, na.rm = TRUE, winmax = limit)
    put("winsorise", limit, done$x)
    add("winsorised", limit, name, "", year, done$nwin)
    add("passes", limit, name, "", year, check_SkewKurt(done$x, na.rm = TRUE)$Pass)
  }
  # The exponent of the largest profile likelihood, then COINr's transformation.
  known <- x[!is.na(x)]
  loss <- function(l) {
    y <- boxcox(known, l, makepos = FALSE)
    length(y) / 2 * log(mean((y - mean(y))^2)) - (l - 1) * sum(log(known))
  }
  best <- optimize(loss, c(-5, 15), tol = 1e-10)$minimum
  add("box-cox", "exponent", name, "", year, best)
  put("box-cox", "values", boxcox(x, best, makepos = FALSE))
  # Scales: the first year will do.
  if (year == 2022) next
  low <- parts$low[j]
  high <- parts$high[j]
  scale <- function(f, ...) Normalise(x, f_n = f, f_n_para = list(...), direction = side)
  put("n_minmax", "", scale("n_minmax", l_u = c(0, 1)))
  put("n_zscore", "", scale("n_zscore", m_sd = c(0, 1)))
  put("n_dist2max", "", scale("n_dist2max"))
  put("n_rank", "", scale("n_rank"))
  put("n_borda", "", scale("n_borda"))
  put("n_prank", "", scale("n_prank"))
  put("n_fracmax", "", scale("n_fracmax"))
  put("n_goalposts", "", scale("n_goalposts", gposts = c(low, high, 1), direction = side))
  put("n_scaled", "", Normalise(x, f_n = "n_scaled", f_n_para = list(npara = c(low, high))))
  # Region 8 is the reference; the target lies a fifth of the range inside the best value.
  put("n_dist2ref", "", Normalise(x, f_n = "n_dist2ref",
                                  f_n_para = list(iref = 8, cap_max = TRUE)))
  span <- diff(range(x, na.rm = TRUE)) / 5
  target <- if (side == 1) max(x, na.rm = TRUE) - span else min(x, na.rm = TRUE) + span
  put("n_dist2targ", "", n_dist2targ(x, target, direction = side, cap_max = TRUE))
  add("target", "", name, "", year, target)
}

# A coin with its three levels ---------------------------------------------------------
meta <- rbind(
  data.frame(Level = 1, iCode = names_, Parent = parts$dimension,
             Direction = parts$direction, Weight = parts$weight, Type = "Indicator"),
  data.frame(Level = 2, iCode = dimensions$dimension, Parent = "index", Direction = 1,
             Weight = dimensions$weight, Type = "Aggregate"),
  data.frame(Level = 3, iCode = "index", Parent = NA, Direction = 1, Weight = 1,
             Type = "Aggregate"))
equal <- meta
equal$Weight <- 1
data <- data.frame(uCode = table$region, Time = table$period, table[names_])
data[names_] <- lapply(data[names_], as.numeric)
one_year <- data[data$Time == 2021, ]
goalposts <- lapply(seq_along(names_), function(j) list(
  f_n = "n_goalposts",
  f_n_para = list(gposts = c(parts$low[j], parts$high[j], 1), direction = parts$direction[j])))
names(goalposts) <- names_
minmax <- list(f_n = "n_minmax", f_n_para = list(l_u = c(0, 1)))
zscore <- list(f_n = "n_zscore", f_n_para = list(m_sd = c(0, 1)))
winsor <- list(f1_para = list(winmax = 5), f2 = NULL)
# A region without all of a dimension's components has no value, as in aimaq.
whole <- list(dat_thresh = 1)

build <- function(iData, meta, panel = FALSE) quiet(new_coin(
  iData, meta, split_to = if (panel) "all", quietly = TRUE))
aggregate_coin <- function(coin, means) quiet(Aggregate(
  coin, dset = "Normalised", f_ag = means, dat_thresh = 1))
report <- function(case, option, purse)
  for (k in seq_len(nrow(purse))) {
    frame <- purse$coin[[k]]$Data$Aggregated
    add_frame(case, option, frame[c("uCode", dimensions$dimension, "index")], purse$Time[k])
    ranks <- rank_df(frame[c("uCode", "index")])
    add(paste0(case, "_rank"), option, "index", ranks$uCode, purse$Time[k], ranks$index)
  }

# 1. Each year on its own: winsorise, min-max, arithmetic means; weights given and equal.
for (weights in c("given", "equal")) {
  purse <- build(data, if (weights == "given") meta else equal, panel = TRUE)
  purse <- quiet(Treat(purse, dset = "Raw", global_specs = winsor))
  purse <- quiet(Normalise(purse, dset = "Treated", global_specs = minmax, global = FALSE))
  report("chain_each_year", weights, aggregate_coin(purse, "a_amean"))
}
# 2. One base for both years, means of every pair of kinds.
purse <- build(data, meta, panel = TRUE)
purse <- quiet(Normalise(purse, dset = "Raw", indiv_specs = goalposts, global_specs = minmax))
for (inner in c("a_amean", "a_gmean", "a_hmean"))
  for (outer in c("a_amean", "a_gmean", "a_hmean"))
    report("chain_goalposts", paste(inner, outer), aggregate_coin(purse, c(inner, outer)))
# 3. Min-max and z-scores over both years.
for (scale in c("n_minmax", "n_zscore")) {
  specs <- if (scale == "n_minmax") minmax else zscore
  purse <- build(data, meta, panel = TRUE)
  purse <- quiet(Normalise(purse, dset = "Raw", global_specs = specs))
  report("chain_both_years", scale, aggregate_coin(purse, "a_amean"))
}

# Gaps filled: the values, and what they come to (winsorised, min-max, each year).
for (f in c("i_mean", "i_median", "impute_panel")) {
  purse <- build(data, meta, panel = TRUE)
  purse <- quiet(Impute(purse, dset = "Raw", f_i = f))
  for (k in 1:2) {
    before <- purse$coin[[k]]$Data$Raw
    after <- purse$coin[[k]]$Data$Imputed
    for (name in names_) {
      gaps <- which(is.na(before[[name]]))
      if (length(gaps))
        add("imputed", f, name, after$uCode[gaps], purse$Time[k], after[[name]][gaps])
    }
  }
  purse <- quiet(Treat(purse, dset = "Imputed", global_specs = winsor))
  purse <- quiet(Normalise(purse, dset = "Treated", global_specs = minmax, global = FALSE))
  report("chain_imputed", f, aggregate_coin(purse, "a_amean"))
}
# 4. One tier more: two dimensions in a wider one, the third alone in another.
wider <- data.frame(iCode = c("society", "setting"), Weight = c(3, 2))
four <- meta
four$Level[four$iCode == "index"] <- 4
four$Parent[match(dimensions$dimension, four$iCode)] <- c("society", "society", "setting")
four <- rbind(four, data.frame(Level = 3, iCode = wider$iCode, Parent = "index",
                               Direction = 1, Weight = wider$Weight, Type = "Aggregate"))
for (inner in c("a_amean", "a_gmean")) for (outer in c("a_amean", "a_hmean")) {
  purse <- build(data, four, panel = TRUE)
  purse <- quiet(Normalise(purse, dset = "Raw", indiv_specs = goalposts, global_specs = minmax))
  purse <- aggregate_coin(purse, c(inner, inner, outer))
  for (k in 1:2) {
    frame <- purse$coin[[k]]$Data$Aggregated
    add_frame("chain_four_levels", paste(inner, outer),
              frame[c("uCode", dimensions$dimension, wider$iCode, "index")], purse$Time[k])
    ranks <- rank_df(frame[c("uCode", "index")])
    add("chain_four_levels_rank", paste(inner, outer), "index", ranks$uCode, purse$Time[k],
        ranks$index)
  }
}
effective <- get_eff_weights(build(one_year, four))
add("effective_weight", "four levels", effective$iCode, "", "", effective$EffWeight)
coin <- build(one_year, four)
coin <- quiet(Normalise(coin, dset = "Raw", global_specs = minmax))
coin <- aggregate_coin(coin, "a_amean")
left <- remove_elements(coin, Level = 1, dset = "Aggregated", iCode = "index", quietly = TRUE)
add_frame("without", "score of four levels", left$Scores, 2021)

# One year: weights, Copeland, a component left out ------------------------------------
coin <- build(one_year, meta)
effective <- get_eff_weights(coin)
add("effective_weight", "", effective$iCode, "", "", effective$EffWeight)
coin <- quiet(Treat(coin, dset = "Raw", global_specs = winsor))
coin <- quiet(Normalise(coin, dset = "Treated", global_specs = minmax))
coin <- aggregate_coin(coin, "a_amean")
normalised <- coin$Data$Normalised
scored <- !is.na(coin$Data$Aggregated$index)
add("correlation", "", names_, "", "", sapply(names_, function(name)
  cor(normalised[[name]][scored], coin$Data$Aggregated$index[scored])))
pca <- get_PCA(coin, dset = "Normalised", Level = 1, nowarnings = TRUE)$Weights
add("pca", "by dimension", names_, "", "", pca$Weight[match(names_, pca$iCode)])
pca <- get_PCA(coin, dset = "Normalised", Level = 1, by_groups = FALSE,
               nowarnings = TRUE)$Weights
add("pca", "together", names_, "", "", pca$Weight[match(names_, pca$iCode)])
complete <- normalised[stats::complete.cases(normalised), ]
compare <- function(option, chosen, w) {
  put <- function(case, value) add(case, option, "index", complete$uCode, "2021", value)
  put("copeland", a_copeland(complete[chosen], w))
  # Wins less losses, as its manual defines them: even pairs count 0.
  share <- outrankMatrix(complete[chosen], w)$OutRankMatrix
  diag(share) <- 0.5
  put("copeland_defined", rowSums(sign(round(share - 0.5, 12))))
  put("copeland_even", rowSums(round(share - 0.5, 12) == 0) - 1)
}
compare("given", names_, parts$weight)
compare("equal", names_, rep(1, length(names_)))
compare("even", c("doctors", "roads", "oil", "poverty"), rep(1, 4))
left <- remove_elements(coin, Level = 1, dset = "Aggregated", iCode = "index", quietly = TRUE)
add_frame("without", "score", left$Scores, 2021)
add_frame("without", "rank", left$Ranks, 2021)

# Draws: the choices of COINr's run, to be repeated; then its ranks ----------------------
set.seed(7)
noisy <- get_noisy_weights(coin$Meta$Weights$Original,
                           data.frame(Level = 1:2, NoiseFactor = c(0.25, 0.2)), Nrep = 60)
number <- function(values, among) match(lapply(values, serialize, NULL),
                                        lapply(among, serialize, NULL)) - 1
weighted <- c(names_, dimensions$dimension)
ordered <- function(w) w$Weight[match(weighted, w$iCode)] / c(parts$weight, dimensions$weight)
draws <- list()
run <- function(case, coin, specs, n) {
  specs$weights <- list(Address = "$Log$Aggregate$w", Distribution = noisy, Type = "discrete")
  found <- quiet(get_sensitivity(coin, specs, N = n, dset = "Aggregated", iCode = "index",
                                 quietly = TRUE, check_addresses = FALSE))
  choices <- sapply(setdiff(names(specs), "weights"), function(one)
    number(as.list(found$Para[[one]]), as.list(specs[[one]]$Distribution)))
  factors <- t(sapply(found$Para$weights, ordered))
  colnames(factors) <- weighted
  draws[[case]] <<- data.frame(case, draw = seq_len(n), choices, factors)
  scores <- as.matrix(found$Scores[-(1:2)])
  add(case, "first_score", "index", found$Scores$uCode, "2021", scores[, 1])
  add(case, "last_score", "index", found$Scores$uCode, "2021", scores[, n])
  for (one in c("Nominal", "Mean", "Median", "Q5", "Q95"))
    add(case, one, "index", found$RankStats$uCode, "2021", found$RankStats[[one]])
}
run("draws_scale", coin, list(
  outliers = list(Address = "$Log$Treat$disable", Distribution = c(FALSE, TRUE),
                  Type = "discrete"),
  normalization = list(Address = "$Log$Normalise$global_specs",
                       Distribution = list(minmax, zscore), Type = "discrete")), 60)
posts <- build(one_year, meta)
posts <- quiet(Normalise(posts, dset = "Raw", indiv_specs = goalposts, global_specs = minmax))
posts <- aggregate_coin(posts, "a_amean")
run("draws_mean", posts, list(
  aggregation = list(Address = "$Log$Aggregate$f_ag",
                     Distribution = c("a_amean", "a_gmean", "a_hmean"),
                     Type = "discrete")), 60)
columns <- unique(unlist(lapply(draws, names)))
draws <- do.call(rbind, lapply(draws, function(one) {
  one[setdiff(columns, names(one))] <- NA
  one[columns]
}))
draws[weighted] <- lapply(draws[weighted], sprintf, fmt = "%.12g")

# Sobol indices of a function of three factors, from the same evaluations ----------------
design <- SA_sample(40, 3)
output <- apply(design, 1, function(x) x[1] + 2 * x[2] * x[3] + x[3]^2)
output <- output - mean(output[1:80])
found <- SA_estimate(output, N = 40, d = 3)$SensInd
add("sobol", "output", "", seq_along(output), "", output)
add("sobol", "first", paste0("x", 1:3), "", "", found$Si)
add("sobol", "total", paste0("x", 1:3), "", "", found$STi)

expected <- do.call(rbind, rows)
expected$value[expected$value %in% c("NA", "NaN")] <- ""
write.csv(expected, "expected.csv", row.names = FALSE, quote = FALSE, na = "")
write.csv(draws, "draws.csv", row.names = FALSE, quote = FALSE, na = "")
cat(R.version.string, "COINr", version, "\n")
