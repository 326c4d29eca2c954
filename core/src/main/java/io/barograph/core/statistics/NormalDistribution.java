package io.barograph.core.statistics;

/** The standard normal distribution. */
@SuppressWarnings("FloatingPointLiteralPrecision") // as they were published
public final class NormalDistribution {
  /*
   * Distribution function: W. J. Cody, Rational Chebyshev Approximations for the Error Function,
   * Mathematics of Computation 23 (1969), to about 1e-15 relative. Quantile: M. J. Wichura,
   * Algorithm AS 241 (PPND16), Applied Statistics 37 (1988), to about 1e-16.
   */

  private static final double INVERSE_ROOT_TWO_PI = 0.398942280401432677939946;
  private static final double CENTRE = 0.67448975;
  private static final double ROOT_32 = 5.656854249492380195206754;

  private static final double[] CENTRE_UPPER = {
    2.2352520354606839287,
    161.02823106855587881,
    1067.6894854603709582,
    18154.981253343561249,
    .065682337918207449113
  };
  private static final double[] CENTRE_LOWER = {
    47.20258190468824187, 976.09855173777669322, 10260.932208618978205, 45507.789335026729956
  };
  private static final double[] MIDDLE_UPPER = {
    .39894151208813466764, 8.8831497943883759412, 93.506656132177855979,
    597.27027639480026226, 2494.5375852903726711, 6848.1904505362823326,
    11602.651437647350124, 9842.7148383839780218, 1.0765576773720192317e-8
  };
  private static final double[] MIDDLE_LOWER = {
    22.266688044328115691, 235.38790178262499861, 1519.377599407554805,
    6485.558298266760755, 18615.571640885098091, 34900.952721145977266,
    38912.003286093271411, 19685.429676859990727
  };
  private static final double[] TAIL_UPPER = {
    .21589853405795699, .1274011611602473639, .022235277870649807,
    .001421619193227893466, 2.9112874951168792e-5, .02307344176494017303
  };
  private static final double[] TAIL_LOWER = {
    1.28426009614491121,
    .468238212480865118,
    .0659881378689285515,
    .00378239633202758244,
    7.29751555083966205e-5
  };

  private NormalDistribution() {}

  /** The probability, 0 to 1, of a number up to {@code x}. */
  public static double probability(double x) {
    if (Double.isNaN(x)) {
      return Double.NaN;
    }
    double size = Math.abs(x);
    if (size <= CENTRE) {
      return 0.5 + centre(x);
    }
    double tail = size > 38 ? 0 : size <= ROOT_32 ? middle(size) : far(size);
    return x > 0 ? 1 - tail : tail;
  }

  private static double centre(double x) {
    double square = x * x;
    double upper = CENTRE_UPPER[4] * square;
    double lower = square;
    for (int i = 0; i < 3; i++) {
      upper = (upper + CENTRE_UPPER[i]) * square;
      lower = (lower + CENTRE_LOWER[i]) * square;
    }
    return x * (upper + CENTRE_UPPER[3]) / (lower + CENTRE_LOWER[3]);
  }

  private static double middle(double size) {
    double upper = MIDDLE_UPPER[8] * size;
    double lower = size;
    for (int i = 0; i < 7; i++) {
      upper = (upper + MIDDLE_UPPER[i]) * size;
      lower = (lower + MIDDLE_LOWER[i]) * size;
    }
    return bell(size) * (upper + MIDDLE_UPPER[7]) / (lower + MIDDLE_LOWER[7]);
  }

  private static double far(double size) {
    double square = 1 / (size * size);
    double upper = TAIL_UPPER[5] * square;
    double lower = square;
    for (int i = 0; i < 4; i++) {
      upper = (upper + TAIL_UPPER[i]) * square;
      lower = (lower + TAIL_LOWER[i]) * square;
    }
    double ratio = square * (upper + TAIL_UPPER[4]) / (lower + TAIL_LOWER[4]);
    return bell(size) * (INVERSE_ROOT_TWO_PI - ratio) / size;
  }

  /** {@code exp(-size^2 / 2)}, the square taken in two parts for the last digits. */
  private static double bell(double size) {
    double rough = Math.floor(size * 16) / 16;
    double rest = (size - rough) * (size + rough);
    return Math.exp(-rough * rough / 2) * Math.exp(-rest / 2);
  }

  /**
   * The number that a share {@code probability} lies below.
   *
   * @return NaN unless {@code probability} lies between 0 and 1, both excluded
   */
  public static double quantile(double probability) {
    if (!(probability > 0 && probability < 1)) {
      return Double.NaN;
    }
    double q = probability - 0.5;
    if (Math.abs(q) <= 0.425) {
      return q * ratio(NEAR, 0.180625 - q * q);
    }
    double root = Math.sqrt(-Math.log(Math.min(probability, 1 - probability)));
    double size = root <= 5 ? ratio(OUTER, root - 1.6) : ratio(OUTERMOST, root - 5);
    return q < 0 ? -size : size;
  }

  private static final double[][] NEAR = {
    {
      3.3871328727963666080, 133.14166789178437745, 1971.5909503065514427,
      13731.693765509461125, 45921.953931549871457, 67265.770927008700853,
      33430.575583588128105, 2509.0809287301226727
    },
    {
      1,
      42.313330701600911252,
      687.18700749205790830,
      5394.1960214247511077,
      21213.794301586595867,
      39307.895800092710610,
      28729.085735721942674,
      5226.4952788528545610
    }
  };
  private static final double[][] OUTER = {
    {
      1.42343711074968357734, 4.63033784615654529590, 5.76949722146069140550,
      3.64784832476320460504, 1.27045825245236838258, .241780725177450611770,
      .0227238449892691845833, 7.74545014278341407640e-4
    },
    {
      1,
      2.05319162663775882187,
      1.67638483018380384940,
      .689767334985100004550,
      .148103976427480074590,
      .0151986665636164571966,
      5.47593808499534494600e-4,
      1.05075007164441684324e-9
    }
  };
  private static final double[][] OUTERMOST = {
    {
      6.65790464350110377720, 5.46378491116411436990, 1.78482653991729133580,
      .296560571828504891230, .0265321895265761230930, .00124266094738807843860,
      2.71155556874348757815e-5, 2.01033439929228813265e-7
    },
    {
      1,
      .599832206555887937690,
      .136929880922735805310,
      .0148753612908506148525,
      7.86869131145613259100e-4,
      1.84631831751005468180e-5,
      1.42151175831644588870e-7,
      2.04426310338993978564e-15
    }
  };

  private static double ratio(double[][] polynomials, double x) {
    return polynomial(polynomials[0], x) / polynomial(polynomials[1], x);
  }

  private static double polynomial(double[] coefficients, double x) {
    double value = 0;
    for (int i = coefficients.length - 1; i >= 0; i--) {
      value = value * x + coefficients[i];
    }
    return value;
  }
}
