package io.barograph.ml.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class CholeskyTest {
  private static final double[][] MATRIX = {{4, 99, 99}, {2, 5, 99}, {-1, 0.5, 3}};

  @Test
  void solvesAndInvertsWhatItsLowerTriangleSays() {
    Cholesky decomposed = new Cholesky(MATRIX);
    double[] solved = decomposed.solve(new double[] {1, 2, 3});
    double[][] inverse = decomposed.inverse();

    for (int i = 0; i < 3; i++) {
      assertThat(row(i, solved)).isCloseTo(i + 1, within(1e-12));
      for (int j = 0; j < 3; j++) {
        double[] column = {inverse[0][j], inverse[1][j], inverse[2][j]};
        assertThat(row(i, column)).isCloseTo(i == j ? 1 : 0, within(1e-12));
        assertThat(inverse[i][j]).isEqualTo(inverse[j][i]);
      }
    }
  }

  private static double row(int i, double[] column) {
    double sum = 0;
    for (int j = 0; j < column.length; j++) {
      sum += (j <= i ? MATRIX[i][j] : MATRIX[j][i]) * column[j];
    }
    return sum;
  }

  @Test
  void aMatrixThatIsNotPositiveIsBorne() {
    assertThat(new Cholesky(new double[][] {{0, 0}, {0, 1}}).solve(new double[] {0, 2}))
        .containsExactly(0, 2);
  }
}
