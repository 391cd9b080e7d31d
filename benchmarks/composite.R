# Time COINr's get_sensitivity: Rscript composite.R FOLDER TABLE DRAWS
# FOLDER: a source package of COINr; TABLE: region and components as columns.
arguments <- commandArgs(trailingOnly = TRUE)
for (file in list.files(file.path(arguments[1], "R"), full.names = TRUE)) source(file)
version <- read.dcf(file.path(arguments[1], "DESCRIPTION"))[1, "Version"]
table <- read.csv(arguments[2])
n <- as.numeric(arguments[3])
names(table)[1] <- "uCode"
components <- names(table)[-1]
meta <- rbind(
  data.frame(Level = 1, iCode = components, Parent = "index", Direction = 1, Weight = 1,
             Type = "Indicator"),
  data.frame(Level = 2, iCode = "index", Parent = NA, Direction = 1, Weight = 1,
             Type = "Aggregate"))
scales <- list(list(f_n = "n_minmax", f_n_para = list(l_u = c(0, 1))),
               list(f_n = "n_zscore", f_n_para = list(m_sd = c(0, 1))))
build <- function() {
  coin <- new_coin(table, meta, quietly = TRUE)
  coin <- Treat(coin, dset = "Raw", global_specs = list(f2 = NULL))
  coin <- Normalise(coin, dset = "Treated", global_specs = scales[[1]])
  Aggregate(coin, dset = "Normalised", f_ag = "a_amean")
}
coin <- suppressMessages(build())
set.seed(2)
noisy <- get_noisy_weights(coin$Meta$Weights$Original,
                           data.frame(Level = 1, NoiseFactor = 0.25), Nrep = 200)
specs <- list(
  outliers = list(Address = "$Log$Treat$disable", Distribution = c(FALSE, TRUE),
                  Type = "discrete"),
  normalization = list(Address = "$Log$Normalise$global_specs", Distribution = scales,
                       Type = "discrete"),
  weights = list(Address = "$Log$Aggregate$w", Distribution = noisy, Type = "discrete"))
spent <- system.time(suppressMessages(get_sensitivity(
  coin, specs, N = n, dset = "Aggregated", iCode = "index", quietly = TRUE,
  check_addresses = FALSE)))
cat(spent[["user.self"]] + spent[["sys.self"]], R.version$major, R.version$minor, version, "\n")
